import type { ExampleResult } from '../../../contracts/function-core.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
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
  const report = await registry.test(name, session.observer);
  const { ok, examples, untested } = report;
  const failed = examples.filter(({ passed }) => !passed);
  const passed = formatCount(examples.length - failed.length, 'example');
  const summary =
    examples.length === 0 ? 'No example is declared.' : `${passed} passed, ${failed.length} failed`;
  return {
    exitCode: statusCodes[ok ? 'succeeded' : 'failed'].exitCode,
    value: { success: ok, ...report },
    text: [...renderRows(examples.map(exampleRow), session.out), summary].join('\n'),
    problem: failed.map((example) => difference(example, session)).join('\n'),
    notes: untested.length === 0 ? '' : `Without an example: ${untested.map(escapeLine).join(', ')}`,
  };
}

function exampleRow({ function: name, example, passed, call }: ExampleResult): Row {
  const took = formatDuration(call.totalMs);
  return {
    mark: passed ? 'done' : 'problem',
    label: passed ? 'passed' : 'failed',
    text: `${escapeLine(name)}, ${escapeLine(example)} (${took})`,
  };
}

function difference(
  { function: name, example, difference: says, call }: ExampleResult,
  { err }: Session,
): string {
  const said = call.success ? '' : renderCallError(call, err);
  return `${escapeLine(name)}, ${escapeLine(example)}: ${escapeLine(says ?? '')}${said === '' ? '' : `\n${said}`}`;
}
