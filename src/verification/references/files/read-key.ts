import { quote } from '../../program/source-text.ts';
import type { Argument } from '../calls.ts';
import { report, type Session } from '../session.ts';
import { makeTable, openTable } from '../values/make-table.ts';
import { knownText, type Table, unknown, type Value } from '../values/value.ts';

export type Tree = Extract<Value, { kind: 'tree' }>;

/** What stands under a key or position of a parsed JSON, YAML or TOML file. */
export function readTree(session: Session, tree: Tree, { node, value }: Argument): Value {
  const name = knownText(value);
  if (tree.changed) return unknown;
  if (name === undefined) return isRecords(tree) ? { ...tree, at: 'record' } : unknown;
  if (tree.at === 'root' && tree.file.recordPath === name) return { ...tree, at: 'records' };
  const keys = knownKeys(tree);
  if (keys !== undefined && !keys.has(name)) {
    const problem = `is not among the keys ${tree.at === 'root' ? '' : 'of the records '}of ${quote(tree.file.name)}`;
    report(session, { node, name, rule: 'unknown-key', problem, candidates: keys });
  }
  return unknown;
}

/** Whether the value is a list of records. */
export function isRecords({ at, file }: Tree): boolean {
  return at === 'records' || (at === 'root' && file.structure.startsWith('array of objects'));
}

/** All keys the objects in this place have; undefined where the list is incomplete or there are no objects. */
function knownKeys({ at, file }: Tree): ReadonlySet<string> | undefined {
  const isRoot = at === 'root' && file.recordPath === null && /^object\b(?! of)/.test(file.structure);
  if (!isRoot && at !== 'record') return undefined;
  const names = file.keys.map(({ name }) => name);
  const isIncomplete = file.omittedKeys > 0 || names.some((name) => name.endsWith('…'));
  return isIncomplete || names.length === 0 ? undefined : new Set(names);
}

/** The data frame made of a parsed file: its records by their keys, and what the description loads the same way. */
export function treeTable(tree: Tree, normalised: boolean): Table {
  const { file } = tree;
  if (tree.changed || !isRecords(tree)) return openTable();
  const way = normalised ? 'pd.json_normalize(' : 'pd.DataFrame(';
  const isAsDescribed = file.load.startsWith(way) && file.columns !== undefined;
  const listed = isAsDescribed ? file.columns : normalised ? [] : file.keys;
  const omitted = isAsDescribed ? file.omittedColumns : file.omittedKeys;
  const names = (listed ?? []).map(({ name }) => name);
  if (names.length === 0 || omitted !== 0 || names.some((name) => name.endsWith('…'))) return openTable();
  return makeTable(names, { label: quote(file.name), names: new Set(names) });
}

/** A dataset or group of an HDF5, netCDF, MATLAB or NumPy archive file by its name. */
export function readDataset(
  session: Session,
  { file }: Extract<Value, { kind: 'datasets' }>,
  { node, value }: Argument,
): Value {
  const name = knownText(value);
  const known = file.datasets.map(({ path }) => bare(path));
  // Links and groups that the description leaves out are told of in its warnings only.
  const isComplete =
    file.omittedDatasets === 0 && file.warnings.length === 0 && known.length > 0 && !known.includes('');
  if (name === undefined || !isComplete || name.startsWith('__')) return unknown;
  const others = [...file.groups, ...Object.keys(file.dimensions ?? {}), ...(file.coordinates ?? [])].map(
    bare,
  );
  const isPrefix = [...known, ...others].some(
    (path) => path === bare(name) || path.startsWith(`${bare(name)}/`),
  );
  if (!isPrefix && bare(name) !== '') {
    const problem = `is not among the datasets of ${quote(file.name)}`;
    report(session, { node, name, rule: 'unknown-dataset', problem, candidates: known });
  }
  return unknown;
}

function bare(path: string): string {
  return path.replace(/^\/+|\/+$/g, '');
}
