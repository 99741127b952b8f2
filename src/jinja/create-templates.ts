import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import type { PythonEnvironment } from '../contracts/python-environment.ts';
import type { RunOutcome, Runtime } from '../contracts/runtime.ts';
import type { TemplateOptions, Templates } from '../contracts/template-rendering.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { readRendering, readReport } from './read-answer.ts';
import { answerBytes, processLimits, templateLimits } from './template-limits.ts';
import { variablesText } from './variables-text.ts';

/** What renders, and where. */
export interface TemplateHost {
  environment(observer: TemplateOptions): Promise<PythonEnvironment>;
  runtime(observer: TemplateOptions): Promise<Runtime>;
  /** Has a process started with a folder of its own on the host, which is gone afterwards. */
  inRunDir(start: (runDir: string) => Promise<RunOutcome>): Promise<RunOutcome>;
}

interface Question {
  task: 'render' | 'validate';
  template: string;
  /** As JSON. */
  variables: string;
  undefined: 'strict' | 'lenient';
}

const behaviours: readonly unknown[] = ['strict', 'lenient'];

const code = [
  `import sys; sys.path.insert(0, ${JSON.stringify(path.join(packageRoot, 'src/python'))})`,
  'from rendering.main import main; main()',
  '',
].join('\n');

/** Renders and examines templates, each in one process that is forked for it. */
export function createTemplates(host: TemplateHost): Templates {
  return {
    render: async (template, variables = {}, options = {}) => {
      const { undefined: behaviour = 'strict' } = options;
      if (!behaviours.includes(behaviour)) throw unusable('`undefined` is either "strict" or "lenient".');
      checkTemplate(template);
      const asked = { template, variables: variablesText(variables), undefined: behaviour };
      return readRendering(await ask(host, { task: 'render', ...asked }, options));
    },
    validate: async (template, options = {}) => {
      checkTemplate(template);
      const asked = { template, variables: '{}', undefined: 'strict' } as const;
      return readReport(await ask(host, { task: 'validate', ...asked }, options));
    },
  };
}

async function ask(host: TemplateHost, question: Question, options: TemplateOptions): Promise<RunOutcome> {
  throwIfCancelled(options.signal);
  checkJinja(await host.environment(options));
  const runtime = await host.runtime(options);
  return await host.inRunDir((runDir) =>
    runtime.run({
      code,
      origin: 'untrusted',
      inputs: [],
      imports: ['rendering'],
      exchange: {
        question: { name: 'question.json', text: questionText(question) },
        answer: { name: 'answer.json', maxBytes: answerBytes },
      },
      limits: processLimits,
      maxFiles: 0,
      runDir,
      signal: options.signal,
    }),
  );
}

/** The variables are JSON already, with numbers that JavaScript would round. */
function questionText({ variables, ...question }: Question): string {
  const { seconds, textBytes } = templateLimits;
  const rest = JSON.stringify({ ...question, seconds, max_bytes: textBytes });
  return `{"variables":${variables},${rest.slice(1)}`;
}

function checkTemplate(template: unknown): asserts template is string {
  if (typeof template !== 'string') throw unusable('The template is a text.');
  const bytes = Buffer.byteLength(template);
  if (bytes <= templateLimits.templateBytes) return;
  const most = templateLimits.templateBytes / 1024;
  throw unusable(`The template has ${Math.ceil(bytes / 1024)} KiB, and ${most} are allowed.`);
}

function checkJinja({ python, packages }: PythonEnvironment): void {
  if (packages.jinja2 !== undefined) return;
  throw new CoderError(
    `The Python ${python} has no Jinja2, which renders templates. Install it there: pip install "Jinja2>=3.1.6".`,
    { code: 'python-missing' },
  );
}

function unusable(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
