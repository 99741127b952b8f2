/** The verb a mistyped word probably means: at most two edits away and close in length; short words are never guessed at. */
export function suggestVerb(word: string, verbs: string[]): string | null {
  const typed = word.toLowerCase();
  if (typed.length < 5 || typed.length > 12) return null;
  return verbs.find((verb) => editDistance(typed, verb) <= 2) ?? null;
}

function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let row = 1; row <= left.length; row++) {
    const current = [row];
    for (let column = 1; column <= right.length; column++) {
      const replaced = (previous[column - 1] ?? 0) + (left[row - 1] === right[column - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}
