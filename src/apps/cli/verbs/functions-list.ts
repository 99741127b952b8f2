import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { cutToWidth } from '../display-width.ts';
import { escapeLine } from '../escape-terminal.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { renderTable } from '../render-table.ts';

const aboutCells = 60;

/** Prints every declared function, one line each. */
export async function list(flags: FunctionFlags, session: Session): Promise<Answer> {
  await using registry = await openDeclared(flags, session);
  const functions = await registry.list();
  const { palette, columns } = session.out;
  const rows = functions.map(({ name, file, line, network, description }) => [
    escapeLine(name),
    escapeLine(`${file}:${line}`),
    network === false ? '' : 'network',
    cutToWidth(escapeLine(firstSentence(description)), aboutCells),
  ]);
  const table = renderTable([['function', 'defined in', '', 'about'], ...rows]);
  const [head = '', ...lines] = columns === null ? table : table.map((row) => cutToWidth(row, columns));
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, functions },
    text: [palette.bold(head), ...lines].join('\n'),
    problem: '',
    notes: '',
  };
}

function firstSentence(description: string): string {
  return description.trim().split(/(?<=[.!?])\s|\n/, 1)[0] ?? '';
}
