import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { TemplateFault, TemplateReport } from '../../../contracts/template-rendering.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import { readAll } from '../read-all.ts';
import { readJson } from '../read-json.ts';
import { readSmallFile } from '../read-small-file.ts';
import { usageError } from '../usage-error.ts';

export interface RenderFlags {
  vars?: string;
  set?: string[];
  lenient?: boolean;
  validate?: boolean;
}

/** Prints the text of a template, or what can be said of it without variables. */
export async function render(file: string, flags: RenderFlags, session: Session): Promise<Answer> {
  const { coder, observer, stdin, stdout } = session;
  if (file === '-' && flags.vars === '-')
    throw usageError('Standard input holds either the template or the variables, not both.');
  const template =
    file === '-'
      ? await readAll(stdin, { what: 'template', signal: observer.signal })
      : await readSmallFile(file, 'template');
  if (flags.validate) return reportAnswer(file, await coder.templates.validate(template, observer));
  const variables = { ...(await given(flags.vars, session)), ...typed(flags.set) };
  const rendering = await coder.templates.render(template, variables, {
    undefined: flags.lenient ? 'lenient' : 'strict',
    ...observer,
  });
  if (rendering.status !== 'rendered') {
    const { exitCode } = statusCodes[rendering.status];
    return { ...answerOf(rendering), exitCode, problem: faultLine(file, rendering.fault) };
  }
  const text = rendering.text.replace(/\n$/, ''); // what is printed ends with one
  return { ...answerOf(rendering), text: stdout.isTTY ? escapeText(text) : text };
}

/** The variables of `--vars`, which is a file unless it is an object or what `readJson` knows. */
async function given(
  vars: string | undefined,
  { stdin, observer }: Session,
): Promise<Record<string, unknown>> {
  if (vars === undefined) return {};
  const isFile = !/^\s*[{@]/.test(vars) && vars !== '-';
  return readJson(isFile ? `@${vars}` : vars, { option: '--vars', stdin, signal: observer.signal });
}

function typed(pairs: readonly string[] = []): Record<string, string> {
  return Object.fromEntries(
    pairs.map((pair) => {
      const at = pair.indexOf('=');
      if (at < 1) throw usageError(`--set takes name=text, such as --set name=Ada, and not "${pair}".`);
      return [pair.slice(0, at), pair.slice(at + 1)];
    }),
  );
}

function reportAnswer(file: string, report: TemplateReport): Answer {
  const { exitCode } = statusCodes[report.valid ? 'succeeded' : 'failed'];
  const list = (names: string[]): string => names.map(escapeLine).join(', ') || 'none';
  const text = report.valid
    ? `${escapeLine(file)}: valid\nvariables: ${list(report.variables)}\nfilters: ${list(report.filters)}`
    : report.errors.map((fault) => faultLine(file, fault)).join('\n');
  return { ...answerOf(report), exitCode, text };
}

function answerOf(value: object): Answer {
  return { exitCode: statusCodes.succeeded.exitCode, value, text: '', problem: '', notes: '' };
}

/** As compilers do: where it is, as far as that is known, then what is wrong. */
function faultLine(file: string, { message, line, column }: TemplateFault): string {
  const place = [file, line, column].filter((part) => part !== null).join(':');
  return `${escapeLine(place)}: ${escapeLine(message)}`;
}
