import type { FileDescription } from '../../contracts/file-description.ts';
import type { FunctionSignature } from '../../contracts/function-library.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { ProgramShape } from '../../verification/program-shape.ts';

/** What is known of a program and its task before anybody is asked to review it. */
export interface ReviewCase {
  iteration: number;
  query: string;
  context: string | undefined;
  files: readonly FileDescription[];
  /** What it may import from `functions`. */
  functions?: readonly FunctionSignature[] | undefined;
  issues: readonly Issue[];
  stages: readonly string[];
  shape: ProgramShape | null;
}

interface Doubt {
  says: string;
  holds(known: ReviewCase, shape: ProgramShape): boolean;
}

const maxLines = 15;
const maxOperations = 4;
const maxQueryCharacters = 160;

const joining = new Set([
  'merge',
  'merge_asof',
  'merge_ordered',
  'join',
  'concat',
  'append',
  'combine_first',
]);
/** Where units, decimal commas and the order of day and month go wrong. */
const converting = new Set([
  'to_datetime',
  'to_numeric',
  'to_timedelta',
  'astype',
  'strptime',
  'replace',
  'extract',
  'split',
  'fillna',
]);
/** Open the file or print the answer; everything else that is called is work on the data. */
const frame = /^(?:read_\w+|print|dumps|to_dict|items|keys|values|tolist|round|int|float|str|len|list|dict)$/;
const plainTables: ReadonlySet<string> = new Set([
  'csv',
  'tsv',
  'xlsx',
  'xls',
  'xlsm',
  'xlsb',
  'ods',
  'parquet',
  'feather',
  'arrow',
  'orc',
]);

/** A program no row speaks against is simple. Every row can be met by harmless programs too: a doubt only costs a review. */
const doubts: readonly Doubt[] = [
  { says: 'it is not the first version', holds: ({ iteration }) => iteration > 1 },
  { says: 'static checks found something', holds: ({ issues }) => issues.length > 0 },
  {
    says: 'its names were not checked against the files',
    holds: ({ files, stages }) => files.length > 0 && !stages.includes('columns'),
  },
  { says: 'there is more than one file', holds: ({ files }) => files.length > 1 },
  { says: 'there is no file', holds: ({ files }) => files.length === 0 },
  { says: 'the file is not one plain table', holds: ({ files }) => !files.every(isPlainTable) },
  { says: 'the file was described with warnings', holds: ({ files }) => files.some(hasWarnings) },
  { says: 'there is context to observe', holds: ({ context }) => (context ?? '').trim() !== '' },
  {
    says: 'it calls declared functions',
    holds: ({ functions = [] }, { calls }) => functions.some(({ name }) => calls.includes(name)),
  },
  { says: 'the question is long', holds: ({ query }) => query.trim().length > maxQueryCharacters },
  { says: `it has more than ${maxLines} lines`, holds: (_, { lines }) => lines > maxLines },
  { says: 'it has loops, branches or functions of its own', holds: (_, { flow }) => flow > 0 },
  { says: 'it joins tables', holds: (_, { calls }) => calls.some((name) => joining.has(name)) },
  {
    says: 'it converts or fills values',
    holds: (_, { calls }) => calls.some((name) => converting.has(name)),
  },
  { says: 'it combines several conditions', holds: (_, { conditions }) => conditions > 1 },
  {
    says: `it has more than ${maxOperations} operations`,
    holds: (_, { calls }) => calls.filter((name) => !frame.test(name)).length > maxOperations,
  },
];

/** Why a program should be reviewed; none for a simple one. */
export function reviewDoubts(known: ReviewCase): string[] {
  const { shape } = known;
  if (shape === null) return ['it could not be read'];
  return doubts.filter(({ holds }) => holds(known, shape)).map(({ says }) => says);
}

function isPlainTable(file: FileDescription): boolean {
  if (!plainTables.has(file.type)) return false;
  return !('sheets' in file && Array.isArray(file.sheets)) || file.sheets.length === 1;
}

function hasWarnings(file: FileDescription): boolean {
  return 'warnings' in file && file.warnings.length > 0;
}
