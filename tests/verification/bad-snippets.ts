/** Rule that must find it, then the program. */
type Snippet = readonly [rule: string, code: string];

/** Programs too large or too odd for the corpus file, each with the rule that must refuse it. */
export const unwritableSnippets: readonly Snippet[] = [
  ['nested-too-deeply', `x = ${'('.repeat(5_000)}1${')'.repeat(5_000)}`],
  ['nested-too-deeply', '('.repeat(50_000)],
  ['nested-too-deeply', `x = ${'not '.repeat(20_000)}1`],
  ['nested-too-deeply', `x = a${'.b'.repeat(20_000)}`],
  ['empty-program', ''],
  ['empty-program', ' \n\n'],
  ['lone-surrogate', 'x = "\ud800"'],
  ['source-too-long', `x = "${'a'.repeat(200_001)}"`],
];
