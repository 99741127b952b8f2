const smallWords = new Set(
  'the and but for not are was were will would should must can has have had its this that these those with from into than then there here which what when where who how does did done use uses used using line lines code program issue instead only also because before after each any all'.split(
    ' ',
  ),
);

/** How much two sentences speak of the same things, from 0 to 1: the share of their words that both have. */
export function alike(one: string, other: string): number {
  const [words, others] = [contentWords(one), contentWords(other)];
  const total = words.size + others.size;
  if (total === 0) return one.trim() === other.trim() ? 1 : 0;
  return (2 * [...words].filter((word) => others.has(word)).length) / total;
}

function contentWords(text: string): Set<string> {
  const words = text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];
  return new Set(words.filter((word) => !smallWords.has(word)));
}
