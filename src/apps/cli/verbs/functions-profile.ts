import { callCodes } from '../../../contracts/outcome-codes.ts';
import type { FunctionProfile, HotLine } from '../../../functions/develop/profile-function.ts';
import type { Answer, Session } from '../answer.ts';
import { cutToWidth } from '../display-width.ts';
import { escapeLine } from '../escape-terminal.ts';
import { formatCount } from '../format-units.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { readJson } from '../read-json.ts';
import { renderCallError } from '../render-call.ts';
import { renderTable } from '../render-table.ts';

const widthInPipes = 80;

/** Prints how long calls of a function take, how much memory one needs, and where the time goes. */
export async function profile(
  name: string,
  flags: FunctionFlags & { args?: string },
  session: Session,
): Promise<Answer> {
  const { observer, stdin, out, err } = session;
  const values = await readJson(flags.args ?? '{}', { option: '--args', stdin, signal: observer.signal });
  await using registry = await openDeclared(flags, session);
  const measured = await registry.profile(name, values, observer);
  const { last } = measured;
  return {
    exitCode: callCodes[last.status].exitCode,
    value: { success: last.success, ...measured },
    text: last.success ? renderProfile(measured, out.columns ?? widthInPipes) : '',
    problem: renderCallError(last, err),
    notes: '',
  };
}

function renderProfile(
  { calls, call, inside, peakMemoryMiB, lines }: FunctionProfile,
  width: number,
): string {
  const parts: [string, string][] = [
    [
      'whole call',
      `${shown(call.medianMs)} in the middle, ${shown(call.slowestMs)} at worst, of ${formatCount(calls, 'call')}`,
    ],
    ['arguments', shown(inside.argumentsMs)],
    ['function', shown(inside.functionMs)],
    ['result', shown(inside.resultMs)],
    ...(peakMemoryMiB === null
      ? []
      : [['memory', `${peakMemoryMiB.toFixed(1)} MiB at most`] as [string, string]]),
  ];
  const hot =
    lines.length === 0 ? [] : ['', ...renderTable([['share', 'line', ''], ...lines.map(cells)], [true])];
  return [...renderTable(parts), ...hot].map((row) => cutToWidth(row, width)).join('\n');
}

function cells({ file, line, text, share }: HotLine): string[] {
  return [`${Math.round(share * 100)} %`, escapeLine(`${file}:${line}`), escapeLine(text.trim())];
}

function shown(milliseconds: number): string {
  return `${milliseconds.toFixed(1)} ms`;
}
