import type { Reading } from './read-query.ts';

/** The two questions behind a route: is a tool needed, and are there several steps? */
export type Axis = 'tool' | 'steps';

export interface Feature {
  axis: Axis;
  /** What one unit adds to the log odds of a yes. */
  weight: number;
  reason: string;
  units(reading: Reading): number;
}

/** The log odds of a yes before anything is known. */
export const priors: Readonly<Record<Axis, number>> = { tool: -2, steps: -3.5 };

const yes = (condition: boolean) => (condition ? 1 : 0);
const upTo = (limit: number, value: number) => Math.max(0, Math.min(limit, value));

type Row = [weight: number, reason: string, units: (reading: Reading) => number];

const toolRows: readonly Row[] = [
  [2.8, 'there are files', ({ fileCount }) => yes(fileCount > 0)],
  [2.5, 'the query names a file', ({ namedFiles }) => yes(namedFiles > 0)],
  [2.2, 'it asks for a calculation', ({ found }) => upTo(2, found.compute)],
  [0.7, 'it speaks of statistics', ({ found }) => upTo(2, found.statistic)],
  [1.2, 'it asks for a chart', ({ found }) => upTo(2, found.draw)],
  [0.9, 'it asks to change or combine data', ({ found }) => upTo(3, found.transform)],
  [0.3, 'it asks for something to be made or found', ({ found }) => upTo(2, found.act)],
  [4, 'it asks for a program', ({ found }) => yes(asksForProgram(found))],
  [0.4, 'it speaks of tables, files or records', ({ found }) => upTo(2, found.data)],
  [1.2, 'it asks for a fact in the files', ({ found, fileCount }) => yes(found.ask > 0 && fileCount > 0)],
  [2, 'it asks for a quantity', ({ found, numbers }) => yes(found.ask > 0 && numbers.quantities > 0)],
  [4, 'it contains a formula', ({ numbers }) => yes(numbers.isArithmetic)],
  [3, 'it asks for a percentage of a number', ({ numbers }) => yes(numbers.isPercentOf)],
  [1.8, 'it lists numbers', ({ numbers }) => yes(numbers.quantities >= 3)],
  [2.5, 'it compares dates', ({ numbers }) => yes(numbers.dates >= 2)],
  [0.6, 'it names a kind of file or report to make', ({ found }) => upTo(2, found.output)],
  [0.6, 'it describes a project', ({ found }) => upTo(2, found.project)],
  [2.2, 'it goes on from a question that needed a tool', continuesToolUse],
  [-2.6, 'it asks what something means or how it works', ({ found }) => upTo(2, found.concept)],
  [-2.2, 'it asks for wording, not for a result', asksForWording],
  [-3.2, 'it is a greeting or thanks', ({ found }) => yes(found.talk > 0)],
  [-2.6, 'it asks for an opinion', ({ found }) => yes(found.opinion > 0)],
  [-6, 'it asks not to compute anything', ({ found }) => yes(found.decline > 0)],
  [-2.6, 'it tells a story', ({ found }) => yes(found.story > 0)],
];

const stepRows: readonly Row[] = [
  [0.8, 'it asks for several actions', ({ actionCount }) => upTo(5, actionCount - 1)],
  [
    1.1,
    'it puts steps in an order',
    ({ found, actionCount }) => (actionCount > 0 ? upTo(4, found.sequence) : 0),
  ],
  [3, 'it is a numbered list', ({ listItemCount }) => yes(listItemCount >= 2)],
  [1.9, 'it asks several questions', ({ questionCount }) => upTo(3, questionCount - 1)],
  [0.9, 'it describes a project', ({ found }) => upTo(3, found.project)],
  [1.5, 'it asks for a program of several parts', ({ found }) => yes(found.code > 1 && found.project > 1)],
  [0.9, 'it wants several results', ({ found }) => upTo(3, found.output - 1)],
  [0.9, 'there are several files', ({ fileCount }) => yes(fileCount >= 2)],
  [0.8, 'it is long', ({ wordCount }) => yes(wordCount > 18)],
  [0.3, 'it has several parts', ({ separatorCount }) => upTo(4, separatorCount)],
];

/** Everything that counts, in one table; a new observation is a row. Tuned on `data/router/development.jsonl` only. */
export const features: readonly Feature[] = [...rowsOf('tool', toolRows), ...rowsOf('steps', stepRows)];

function rowsOf(axis: Axis, rows: readonly Row[]): Feature[] {
  return rows.map(([weight, reason, units]) => ({ axis, weight, reason, units }));
}

function asksForProgram(found: Reading['found']): boolean {
  return found.write > 0 && found.code > 0;
}

/** Text may stand in a file that is not named: then it says little. */
function asksForWording({ found, namedFiles, fileCount }: Reading): number {
  if (found.text === 0 || namedFiles > 0 || asksForProgram(found)) return 0;
  return fileCount > 0 ? 0.3 : 1;
}

const longestContinuationWords = 14;

function continuesToolUse({ followsToolUse, found, wordCount }: Reading): number {
  return yes(followsToolUse && found.talk + found.concept === 0 && wordCount <= longestContinuationWords);
}
