export interface DiffLine {
  kind: 'same' | 'added' | 'removed';
  text: string;
  /** 1-based line in the newer text; null where the line is gone from it. */
  line: number | null;
}

/** Longer middles are shown as replaced, so that comparing never takes the square of a long program. */
const maxCells = 1_000_000;

/** The lines of `after`, with those of `before` that are gone from it, in order. */
export function differences(before: string, after: string): DiffLine[] {
  const [old, now] = [before.split('\n'), after.split('\n')];
  const head = commonLength(old, now);
  const tail = commonLength(old.slice(head).reverse(), now.slice(head).reverse());
  const middle = compare(old.slice(head, old.length - tail), now.slice(head, now.length - tail));
  const same = (text: string): DiffLine => ({ kind: 'same', text, line: null });
  return numbered([...now.slice(0, head).map(same), ...middle, ...now.slice(now.length - tail).map(same)]);
}

function commonLength(one: string[], other: string[]): number {
  let length = 0;
  while (length < one.length && length < other.length && one[length] === other[length]) length += 1;
  return length;
}

/** By the longest common subsequence of lines. */
function compare(old: string[], now: string[]): DiffLine[] {
  if (old.length * now.length > maxCells) return [...old.map(removed), ...now.map(added)];
  const width = now.length + 1;
  const lengths = new Uint32Array((old.length + 1) * width);
  const at = (row: number, column: number) => lengths[row * width + column] ?? 0;
  for (let row = old.length - 1; row >= 0; row -= 1) {
    for (let column = now.length - 1; column >= 0; column -= 1) {
      lengths[row * width + column] =
        old[row] === now[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const lines: DiffLine[] = [];
  let [row, column] = [0, 0];
  while (row < old.length || column < now.length) {
    if (row < old.length && column < now.length && old[row] === now[column]) {
      lines.push({ kind: 'same', text: now[column] ?? '', line: null });
      row += 1;
      column += 1;
    } else if (row < old.length && (column === now.length || at(row + 1, column) >= at(row, column + 1))) {
      lines.push(removed(old[row] ?? ''));
      row += 1;
    } else {
      lines.push(added(now[column] ?? ''));
      column += 1;
    }
  }
  return lines;
}

function removed(text: string): DiffLine {
  return { kind: 'removed', text, line: null };
}

function added(text: string): DiffLine {
  return { kind: 'added', text, line: null };
}

function numbered(lines: DiffLine[]): DiffLine[] {
  let line = 0;
  return lines.map((each) => {
    if (each.kind === 'removed') return each;
    line += 1;
    return { ...each, line };
  });
}
