import { issueAt, quote } from '../program/source-text.ts';
import { modelAuthor } from './author.ts';
import type { PolicyRule } from './rule.ts';

const textNodes = ['string_content', 'format_specifier'];

/** Outside strings and comments only ASCII: Python folds look-alike letters, so a name would mean something else than it shows. */
export const checkCharacters: PolicyRule = ({ source, parsed, nodesOf }, { author = modelAuthor }) => {
  if (!/\P{ASCII}/u.test(source.text)) return [];
  const covered = [...parsed.comments, ...textNodes.flatMap((type) => nodesOf(type))];
  for (const { 0: characters, index } of source.text.matchAll(/\P{ASCII}+/gu)) {
    if (author.mayWrite(characters) || covered.some(({ start, end }) => start <= index && index < end))
      continue;
    return [
      issueAt(source, index, {
        rule: 'non-ascii-identifier',
        source: 'policy',
        severity: 'blocking',
        message: `'${quote(characters, 20)}' stands outside strings and comments, where Python reads look-alike letters as plain ones.`,
        suggestion: 'Use only ASCII letters and symbols in names and operators.',
      }),
    ];
  }
  return [];
};
