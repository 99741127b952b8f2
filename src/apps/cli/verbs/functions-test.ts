import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ExampleOutcome } from '../../../functions/develop/run-examples.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import type { Row } from '../event-rows.ts';
import { formatCount, formatDuration } from '../format-units.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { renderCallError } from '../render-call.ts';
import { renderRows } from '../render-rows.ts';

/** Calls the examples that are declared and prints how each ended. */
export async function test(
  name: string | undefined,
  flags: FunctionFlags,
  session: Session,
): Promise<Answer> {
  await using registry = await openDeclared(flags, session);
  const examples = await registry.test(name, { signal: session.observer.signal });
  const failed = examples.filter(({ passed }) => !passed);
  const passed = formatCount(examples.length - failed.length, 'example');
  const summary =
    examples.length === 0 ? 'No example is declared.' : `${passed} passed, ${failed.length} failed`;
  return {
    exitCode: statusCodes[failed.length === 0 ? 'succeeded' : 'failed'].exitCode,
    value: { success: failed.length === 0, examples },
    text: [...renderRows(examples.map(exampleRow), session.out), summary].join('\n'),
    problem: failed.map((example) => difference(example, session)).join('\n'),
    notes: '',
  };
}

function exampleRow({ function: name, example, passed, call }: ExampleOutcome): Row {
  const took = formatDuration(call.totalMs);
  return {
    mark: passed ? 'done' : 'problem',
    label: passed ? 'passed' : 'failed',
    text: `${escapeLine(name)}, ${escapeLine(example)} (${took})`,
  };
}

/** What was otherwise than declared, and the exception where nobody expected one. */
function difference(
  { function: name, example, difference: told, call }: ExampleOutcome,
  { err }: Session,
): string {
  const head = `${escapeLine(name)}, ${escapeLine(example)}: ${escapeText(told ?? '')}`;
  return [head, renderCallError(call, err)].filter((part) => part !== '').join('\n');
}
