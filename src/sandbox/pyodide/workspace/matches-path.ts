/** Whether a name fits a pattern: `*` and `?` stay in one part of it, `**` stands for any parts. Its work grows with the product of both lengths, whatever they hold. */
export function matchesPath(name: string, pattern: string): boolean {
  return matches(name.split('/'), pattern.split('/'), {
    isAny: (part) => part === '**',
    fits: (part, pattern) =>
      matches([...part], [...pattern], {
        isAny: (character) => character === '*',
        fits: (character, wanted) => wanted === '?' || wanted === character,
      }),
  });
}

interface Kind {
  /** Stands for any number of items. */
  isAny(wanted: string): boolean;
  fits(item: string, wanted: string): boolean;
}

/** Keeps, item by item, which beginnings of the pattern have been met. */
function matches(items: readonly string[], pattern: readonly string[], { isAny, fits }: Kind): boolean {
  let met = [true];
  for (const [index, wanted] of pattern.entries()) met[index + 1] = met[index] === true && isAny(wanted);
  for (const item of items) {
    const next = [false];
    for (const [index, wanted] of pattern.entries())
      next[index + 1] = isAny(wanted)
        ? next[index] === true || met[index + 1] === true
        : met[index] === true && fits(item, wanted);
    met = next;
  }
  return met[pattern.length] === true;
}
