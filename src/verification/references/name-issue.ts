import type { Issue } from '../../contracts/issue.ts';
import type { PythonProgram } from '../program/program.ts';
import { issueAt, positionAt, quote } from '../program/source-text.ts';
import { nearestName } from './nearest-name.ts';
import type { UnknownName } from './session.ts';

const kinds: Readonly<Record<UnknownName['rule'], { one: string; many: string }>> = {
  'unknown-column': { one: 'Column', many: 'columns' },
  'unknown-sheet': { one: 'Sheet', many: 'sheets' },
  'unknown-key': { one: 'Key', many: 'keys' },
  'unknown-dataset': { one: 'Dataset', many: 'datasets' },
  'unknown-table': { one: 'Table', many: 'tables' },
  'unknown-file': { one: 'File', many: 'files' },
};

const shownNames = 12;
const shownLines = 5;

/** The first use of a name as a sentence with the nearest real name; `others` are the further uses. */
export function nameIssue(
  { source }: PythonProgram,
  { node, name, rule, problem, candidates }: UnknownName,
  others: readonly UnknownName[],
): Issue {
  const names = [...candidates].filter((candidate) => !/^(?:index|level_\d|key_0|_merge)$/.test(candidate));
  const near = nearestName(rule === 'unknown-file' ? baseName(name) : name, names);
  const { one, many } = kinds[rule];
  const lines = others.map((other) => positionAt(source, other.node.start).line);
  const repeated =
    lines.length === 0 ? '' : ` (also on line ${[...new Set(lines)].slice(0, shownLines).join(', ')})`;
  const question = near === null ? '.' : `; did you mean '${quote(near, 60)}'?`;
  return issueAt(source, node.start, {
    rule,
    source: 'columns',
    severity: 'major',
    message: `${one} '${quote(name, 60)}' ${problem}${repeated}${question}`,
    suggestion: near === null ? listed(names, many) : `Use '${quote(near, 60)}'. ${listed(names, many)}`,
  });
}

function listed(names: readonly string[], many: string): string {
  if (names.length === 0)
    return `There are no named ${many} here; print what there is, or select by position.`;
  const shown = names.slice(0, shownNames).map((name) => `'${quote(name, 40)}'`);
  const rest = names.length > shownNames ? ` and ${names.length - shownNames} more` : '';
  return `The ${many} here are ${shown.join(', ')}${rest}.`;
}

function baseName(path: string): string {
  return path.split('/').at(-1) ?? path;
}
