import type { HotLine } from '../../../contracts/function-core.ts';
import { callCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { cutToWidth } from '../display-width.ts';
import { escapeLine } from '../escape-terminal.ts';
import { formatCount } from '../format-units.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { readJson } from '../read-json.ts';
import { renderCallError } from '../render-call.ts';
import { renderTable } from '../render-table.ts';

const maxLines = 20;
const widthInPipes = 80;

/** Prints how long calls of a function take, how much memory one needs, and where the time goes. */
export async function profile(
  name: string,
  flags: FunctionFlags & { args?: string },
  session: Session,
): Promise<Answer> {
  const { observer, stdin, out, err } = session;
  const source = { option: '--args', stdin, signal: observer.signal };
  const values = await readJson(flags.args ?? '{}', source);
  await using registry = await openDeclared(flags, session);
  const report = await registry.profile(name, values, observer);
  const { wallMs, peakMemoryMiB, inside, lines, call } = report;
  const sorted = wallMs.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
  const memory = peakMemoryMiB === null ? '' : `, ${peakMemoryMiB.toFixed(1)} MiB at most`;
  const times = `${formatCount(wallMs.length, 'call')}: ${shown(sorted[0])} at best, ${shown(middle)} in the middle, ${shown(sorted.at(-1))} at worst${memory}`;
  const parts =
    inside === null
      ? []
      : [
          `inside: ${shown(inside.argumentsMs)} for the arguments, ${shown(inside.functionMs)} in the function, ${shown(inside.resultMs)} for the result`,
        ];
  const table = renderTable(
    [['ms', 'hits', 'line', ''], ...lines.slice(0, maxLines).map(lineCells)],
    [true, true],
  );
  const width = out.columns ?? widthInPipes;
  return {
    exitCode: callCodes[call.status].exitCode,
    value: { success: call.success, ...report },
    text: call.success
      ? [times, ...parts, ...(lines.length === 0 ? [] : table.map((row) => cutToWidth(row, width)))].join(
          '\n',
        )
      : '',
    problem: renderCallError(call, err),
    notes: '',
  };
}

function lineCells({ file, line, source, milliseconds, hits }: HotLine): string[] {
  return [milliseconds.toFixed(1), String(hits), escapeLine(`${file}:${line}`), escapeLine(source.trim())];
}

function shown(milliseconds = 0): string {
  return `${milliseconds.toFixed(1)} ms`;
}
