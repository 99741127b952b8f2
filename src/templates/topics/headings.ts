import { call, print, set, Variable } from '../program.ts';
import { any, firstMatch, show } from './phrases.ts';
import { fileCalled, inFile } from './sources.ts';
import type { Topic } from './topic.ts';

const listed = new Variable('headings');
const nouns = 'word document|document|docx|word|docx document';
const heading = any('headings?|section headings?|section titles');
const levelWords: Readonly<Record<string, number>> = { top: 1, first: 1, main: 1, second: 2, third: 3 };
const level = `(?:${any('level (?<digit>[1-9])')}|(?<word>top|main) (?:level )?|(?<ordinal>first|second|third) level )`;
const content = any(
  'and (?:their |its )?(?:content|contents|text|texts)|with (?:their |its )?(?:content|contents|text|texts)',
);
const byLevel = any(
  'by level|with (?:their )?levels?|and (?:their )?levels?|per level|grouped by level|by heading level',
);

/** The headings of a Word document with their levels, and the text below them where it is asked for. */
export const headings: Topic = ({ words, files }) =>
  files.flatMap((file) => {
    if (file.type !== 'docx' || file.headings.length === 0) return [];
    const where = inFile(file, { nouns, files });
    const found = firstMatch(
      [
        `${show}${level}?${heading}${byLevel}?${where}`,
        `${show}${level}?${heading}${where}${byLevel}?`,
        `${show}${level}?${heading}(?<content>${content})${where}`,
        `${show}${level}?${heading}${where}(?<content>${content})`,
        `${show}${any('outline|table contents')}${where}`,
        `${any('what|which')}${heading}${fileCalled(file, nouns)}${any('have|has|contain|contains')}`,
        `(?<count>${any('how many|count|number')})${level}?${heading}${where}`,
        `(?<count>${any('how many')})${level}?${heading}${fileCalled(file, nouns)}${any('have|has|contain|contains')}`,
      ],
      words,
    );
    if (!found) return [];
    const only = found.digit ? Number(found.digit) : (levelWords[found.word ?? found.ordinal ?? ''] ?? null);
    const which = `${found.count ? 'number of ' : ''}headings${only === null ? '' : ` of level ${only}`}${found.count ? '' : ', with their levels'}`;
    const below = found.content ? ', with the paragraphs below each' : '';
    return [
      {
        template: 'document-headings',
        understood: `${which}${below}, from ${file.name}`,
        steps: [
          set(listed, call('docx_headings', [file.name])),
          ...(only === null ? [] : [set(listed, call('of_level', [listed, only]))]),
          print(call(found.count ? 'len' : found.content ? 'with_content' : 'without_content', [listed])),
        ],
      },
    ];
  });
