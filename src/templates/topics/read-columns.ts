import type { Column } from '../../contracts/file-description.ts';
import type { AskableTable } from '../askable.ts';
import { matchColumn } from '../match-column.ts';

const maxName = 4;

/** The columns that "tv, radio and newspaper" names; null when a word is left over or more than one reading is possible. */
export function readColumns(text: string, table: AskableTable): Column[] | null {
  const words = text
    .trim()
    .split(' ')
    .map((word) => word.replace(/^"(.*)"$/, '$1'));
  const readings = readingsOf(words, table);
  const [only] = readings;
  if (!only || readings.length > 1 || new Set(only).size < only.length) return null;
  return only;
}

function readingsOf(words: readonly string[], table: AskableTable): Column[][] {
  if (words.length > 3 * maxName) return [];
  return Array.from({ length: Math.min(maxName, words.length) }, (_, index) => index + 1).flatMap(
    (length) => {
      const match = matchColumn(words.slice(0, length), table);
      if (!match) return [];
      const [and, ...others] = words.slice(length);
      if (and === undefined) return [[match.column]];
      if (!['and', '&'].includes(and) || others.length === 0) return [];
      return readingsOf(others, table).map((columns) => [match.column, ...columns]);
    },
  );
}
