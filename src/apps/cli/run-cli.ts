import { errorFaceCodes, statusCodes } from '../../contracts/outcome-codes.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { shortageIn } from '../../errors/exhaustion.ts';
import type { Answer } from './answer.ts';
import { parseCommandLine } from './command-line.ts';
import { escapeJson, escapeText } from './escape-terminal.ts';
import { pageOf } from './page.ts';
import type { World } from './world.ts';

/** Performs one command line and resolves to its exit code; never throws, and returns only when everything it opened is closed. */
export async function runCli(argv: string[], world: World): Promise<number> {
  const wanted = { json: asksForJson(argv), quiet: false };
  let printed = false;
  const print = (answer: Answer): void => {
    printAnswer(answer, { ...wanted, printed }, world);
    printed = true;
  };
  try {
    const invocation = parseCommandLine(argv, world.stdout);
    if (invocation === null) return statusCodes.succeeded.exitCode;
    wanted.quiet = invocation.quiet;
    const { perform } = await import('./perform.ts');
    const answer = await perform(invocation, world, print);
    if (!printed) print(answer);
    return answer.exitCode;
  } catch (error) {
    const answer = failureAnswer(error, world);
    print(answer);
    return answer.exitCode;
  }
}

function printAnswer(
  answer: Answer,
  options: { json: boolean; quiet: boolean; printed: boolean },
  { stdout, stderr }: World,
): void {
  if (!options.printed) {
    const text = options.json ? escapeJson(JSON.stringify(answer.value, null, 2)) : answer.text;
    const gap = stdout.isTTY && stderr.isTTY && answer.notes !== '' && !options.quiet ? '\n' : '';
    if (text !== '') stdout.write(`${gap}${text}\n${gap}`);
  }
  const notes = options.quiet ? '' : answer.notes;
  const said = [answer.problem, notes].filter((part) => part !== '').join('\n');
  if (said !== '') stderr.write(`${said}\n`);
}

function failureAnswer(thrown: unknown, { stderr }: World): Answer {
  const error = shortageIn(thrown) ?? thrown;
  const known = error instanceof CoderError;
  const code = known ? error.code : 'internal';
  const message = error instanceof Error ? error.message : String(error);
  const label = pageOf(stderr).palette.red('error:');
  const stack = error instanceof Error ? (error.stack ?? message) : message;
  return {
    exitCode: errorFaceCodes[code].exitCode,
    value: { success: false, status: 'error', error: { code, message } },
    text: '',
    problem: code === 'cancelled' ? 'Cancelled.' : `${label} ${escapeText(known ? message : stack)}`,
    notes: '',
  };
}

/** Asked before anything is parsed, so that a command line that can't be understood still gets its one object. */
function asksForJson(argv: string[]): boolean {
  const end = argv.indexOf('--');
  return argv.slice(0, end === -1 ? argv.length : end).includes('--json');
}
