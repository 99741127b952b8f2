import { quote } from '../../program/source-text.ts';
import type { SyntaxNode } from '../../program/syntax-node.ts';
import { report, type Session } from '../session.ts';
import { knownText, unknown, type Value } from '../values/value.ts';

/** A dataset or group of an HDF5, netCDF, MATLAB or NumPy archive file by its name. */
export function readDataset(
  session: Session,
  { file }: Extract<Value, { kind: 'datasets' }>,
  { node, value }: { node: SyntaxNode; value: Value },
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
