/** What a word in a question can say about the work it asks for. */
export const concepts = [
  'compute',
  'statistic',
  'draw',
  'transform',
  'act',
  'write',
  'code',
  'data',
  'ask',
  'sequence',
  'concept',
  'text',
  'talk',
  'opinion',
  'decline',
  'story',
  'earlier',
  'project',
  'output',
] as const;

export type Concept = (typeof concepts)[number];

/** The writing systems that tell languages apart without looking at words. */
export type Script = 'Latin' | 'Cyrillic' | 'Han' | 'Kana' | 'Hangul' | 'Devanagari' | 'Arabic';

/** One language: comma separated words and phrases per concept; a word that ends in `*` stands for everything that begins so. */
export interface WordTable extends Readonly<Record<Concept, string>> {
  readonly script: Script;
  /** Small words that only say which language this is. */
  readonly common: string;
}
