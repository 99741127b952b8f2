import { searchPath } from '../../config/search-path.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { interpretersOnPath } from './interpreters-on-path.ts';
import { type Interpreter, probeInterpreter } from './probe-interpreter.ts';
import type { ToolOptions } from './run-tool.ts';

/** What to do about a missing Python, said in every sentence about one. */
export const howToGetPython =
  'Install Python 3.10 or newer with its venv module (on Debian and Ubuntu: apt install python3 python3-venv), ' +
  'or name an interpreter with PYTHON_CODER_PYTHON';

/** The first interpreter of the search path that works and is new enough; throws `python-missing` saying what was found instead. */
export async function findPython(options: ToolOptions = {}): Promise<Interpreter> {
  const problems: string[] = [];
  for await (const probe of probeAll(options)) {
    if (probe.status === 'usable') return probe.interpreter;
    problems.push(probe.problem);
  }
  const found = problems.length === 0 ? 'there is no Python on the PATH' : problems.slice(0, 4).join('; ');
  throw new CoderError(`No usable Python was found: ${found}. ${howToGetPython}.`, {
    code: 'python-missing',
  });
}

/** Every usable interpreter of the search path, each one once however many commands lead to it. */
export async function* usableInterpreters(options: ToolOptions): AsyncGenerator<Interpreter> {
  const seen = new Set<string>();
  for await (const probe of probeAll(options)) {
    if (probe.status !== 'usable' || seen.has(probe.interpreter.executable)) continue;
    seen.add(probe.interpreter.executable);
    yield probe.interpreter;
  }
}

async function* probeAll(options: ToolOptions) {
  for (const command of interpretersOnPath(searchPath(options.env))) {
    yield await probeInterpreter(command, options);
  }
}
