import { argument, type Call } from '../calls.ts';
import { knownText, type Table } from '../values/value.ts';
import { readColumns } from './read-columns.ts';

const maxText = 2_000;
const words = new Set('and or not in is True False None index abs sin cos exp log sqrt'.split(' '));

/** The columns that the text of `df.query` names: bare words and words in backticks, not methods, variables or strings. */
export function readQueryText(table: Table, call: Call): void {
  const given = argument(call, 0, 'expr');
  const text = knownText(given?.value);
  if (given === undefined || text === undefined || text.length > maxText) return;
  if (/[#\\]|``|'[^']*`|"[^"]*`/.test(text)) return;
  const bare = text.replace(/'[^']*'|"[^"]*"/g, ' ');
  if (/index|ilevel|:=|=(?<![=!<>]=)(?!=)/.test(bare)) return;
  for (const match of bare.matchAll(/`([^`]+)`|(?<![\w.@])([A-Za-z_]\w*)(?!\w*\s*\()/g)) {
    const name = match[1] ?? match[2] ?? '';
    if (match[1] === undefined && words.has(name)) continue;
    readColumns(call.session, table, {
      value: { kind: 'text', text: name },
      node: given.node,
      orIndex: true,
    });
  }
}
