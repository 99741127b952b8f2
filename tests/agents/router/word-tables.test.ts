import { describe, expect, it } from 'vitest';
import { chooseLexicons } from '../../../src/agents/router/choose-lexicons.ts';
import { buildLexicon, findPhrases } from '../../../src/agents/router/lexicon.ts';
import { concepts } from '../../../src/agents/router/words/word-table.ts';
import { wordTables } from '../../../src/agents/router/words/word-tables.ts';
import { wordsOf } from '../../../src/agents/router/words-of.ts';

const entries = Object.entries(wordTables).flatMap(([language, table]) =>
  [...concepts, 'common' as const].flatMap((concept) =>
    table[concept].split(', ').map((entry) => ({ language, concept, entry })),
  ),
);

describe('the word tables', () => {
  it('hold phrases with a star at most at the end', () => {
    const broken = entries.filter(({ entry }) => !/^[^*,]+\*?$/.test(entry) || wordsOf(entry).length === 0);
    expect(broken).toEqual([]);
  });

  it('hold no phrase twice in one concept', () => {
    const keys = entries.map(({ language, concept, entry }) => `${language} ${concept} ${entry}`);
    expect(keys.filter((key, at) => keys.indexOf(key) !== at)).toEqual([]);
  });

  it('find their own phrases', () => {
    const phrases = entries.filter(({ concept }) => concept !== 'common');
    const lost = phrases.filter(({ language, concept, entry }) => {
      const lexicon = lexicons[language as keyof typeof lexicons];
      return findPhrases(wordsOf(entry.replace('*', '')), lexicon).get(concept as 'talk')?.size === 0;
    });
    expect(lost).toEqual([]);
  });
});

const lexicons = Object.fromEntries(
  Object.entries(wordTables).map(([language, table]) => [language, buildLexicon(table)]),
) as Record<keyof typeof wordTables, ReturnType<typeof buildLexicon>>;

describe('the words of a query', () => {
  it('are compared without case, accents, width and Arabic articles', () => {
    expect(wordsOf('Écart-TYPE straße İyi ＣＳＶ')).toEqual(['ecart', 'type', 'strasse', 'iyi', 'csv']);
    expect(wordsOf('والمتوسط المتوسط متوسط')).toEqual(['متوسط', 'متوسط', 'متوسط']);
  });

  it('are whole words, not parts of others', () => {
    const found = findPhrases(wordsOf('The drawer held an assumption'), lexicons.en);
    expect([found.get('draw')?.size, found.get('statistic')?.size]).toEqual([0, 0]);
  });

  it('are found once where phrases overlap', () => {
    const found = findPhrases(wordsOf('standard deviation, standard deviation'), lexicons.en);
    expect([...(found.get('statistic') ?? [])]).toEqual(['standarddeviation']);
  });

  it('choose the language by script and by its small words, and keep English', () => {
    const scripts = (text: string) => chooseLexicons(wordsOf(text)).map(({ script }) => script);
    expect(scripts('平均を計算して')).toEqual(['Latin', 'Kana']);
    expect(scripts('计算平均')).toEqual(['Latin', 'Han']);
    expect(chooseLexicons(wordsOf('was ist das für ein Wert'))).toHaveLength(2);
  });
});
