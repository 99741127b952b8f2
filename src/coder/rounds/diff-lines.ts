/** A run of lines that differs: 0-based, in the text before and in the text after; either count may be 0. */
export interface Hunk {
  before: { start: number; count: number };
  after: { start: number; count: number };
}

/** Larger tables are not filled in; what differs is then one hunk. */
const maxCells = 4_000_000;

/** The fewest lines to remove and add that turn one text into the other; spaces at the end of a line do not count. */
export function diffLines(before: string, after: string): Hunk[] {
  const [one, other] = [linesOf(before), linesOf(after)];
  let head = 0;
  while (head < one.length && head < other.length && one[head] === other[head]) head += 1;
  let tail = 0;
  const rest = Math.min(one.length, other.length) - head;
  while (tail < rest && one.at(-1 - tail) === other.at(-1 - tail)) tail += 1;
  const middle = one.slice(head, one.length - tail);
  const otherMiddle = other.slice(head, other.length - tail);
  if (middle.length === 0 && otherMiddle.length === 0) return [];
  const kept = middle.length * otherMiddle.length > maxCells ? [] : commonLines(middle, otherMiddle);
  return hunksBetween(kept, middle.length, otherMiddle.length).map((hunk) => ({
    before: { ...hunk.before, start: hunk.before.start + head },
    after: { ...hunk.after, start: hunk.after.start + head },
  }));
}

function linesOf(text: string): string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}

/** Index pairs of a longest common subsequence, in order. */
function commonLines(one: string[], other: string[]): [number, number][] {
  const width = other.length + 1;
  const lengths = new Uint32Array((one.length + 1) * width);
  const at = (i: number, j: number) => lengths[i * width + j] as number;
  for (let i = one.length - 1; i >= 0; i--) {
    for (let j = other.length - 1; j >= 0; j--) {
      lengths[i * width + j] =
        one[i] === other[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
    }
  }
  const pairs: [number, number][] = [];
  for (let i = 0, j = 0; i < one.length && j < other.length; ) {
    if (one[i] === other[j]) pairs.push([i++, j++]);
    else if (at(i + 1, j) >= at(i, j + 1)) i += 1;
    else j += 1;
  }
  return pairs;
}

function hunksBetween(kept: [number, number][], oneLength: number, otherLength: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [i, j] = [0, 0];
  for (const [nextI, nextJ] of [...kept, [oneLength, otherLength] as const]) {
    if (nextI > i || nextJ > j)
      hunks.push({ before: { start: i, count: nextI - i }, after: { start: j, count: nextJ - j } });
    [i, j] = [nextI + 1, nextJ + 1];
  }
  return hunks;
}
