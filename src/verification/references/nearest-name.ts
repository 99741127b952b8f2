/** The name that was probably meant: the same letters, the same word among others, or a slip of a few letters. */
export function nearestName(asked: string, names: Iterable<string>): string | null {
  const wanted = letters(asked);
  let best: string | null = null;
  let bestCost = Math.min(3, Math.max(1, Math.floor(wanted.length / 3))) + 0.5;
  for (const name of names) {
    const cost = distance(wanted, letters(name), Math.ceil(bestCost));
    if (cost < bestCost) [best, bestCost] = [name, cost];
  }
  return best ?? onlyNameWithWords(asked, names);
}

/** The one name that has all the words asked for, or whose words were all asked for. */
function onlyNameWithWords(asked: string, names: Iterable<string>): string | null {
  const wanted = words(asked);
  const related = [...names].filter((name) => {
    const own = words(name);
    const [small, large] = own.size < wanted.size ? [own, wanted] : [wanted, own];
    return small.size > 0 && [...small].every((word) => word.length > 2 && large.has(word));
  });
  return related.length === 1 ? (related[0] as string) : null;
}

function letters(name: string): string {
  return name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, 64);
}

function words(name: string): Set<string> {
  const parts = name
    .slice(0, 200)
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase();
  return new Set(parts.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== ''));
}

/** Edits from one text to the other, swapped neighbours counting once; gives up above the limit. */
function distance(left: string, right: string, limit: number): number {
  if (Math.abs(left.length - right.length) > limit) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      const swapped = left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      current.push(
        Math.min(
          (previous[column - 1] ?? 0) + cost,
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          swapped ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY,
        ),
      );
    }
    [before, previous] = [previous, current];
  }
  return previous[right.length] ?? 0;
}
