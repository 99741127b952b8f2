import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const text = "Dr. Smith isn't here. He left at 5.";

/** What programs are told to use, because it works without data: name, expression, what it prints. */
const works: [name: string, expression: string, output: string][] = [
  [
    'words',
    'nltk.word_tokenize(text, preserve_line=True)',
    `['Dr.', 'Smith', 'is', "n't", 'here.', 'He', 'left', 'at', '5', '.']`,
  ],
  [
    'words without signs',
    'nltk.RegexpTokenizer(r"\\w+").tokenize(text)',
    "['Dr', 'Smith', 'isn', 't', 'here', 'He', 'left', 'at', '5']",
  ],
  ['words and signs', 'nltk.wordpunct_tokenize("It is.")', "['It', 'is', '.']"],
  ['words of short messages', 'nltk.TweetTokenizer().tokenize("Hi :-) #go")', "['Hi', ':-)', '#go']"],
  ['sentences', 'nltk.PunktSentenceTokenizer().tokenize("It rains. We stay.")', "['It rains.', 'We stay.']"],
  ['English stems', 'nltk.PorterStemmer().stem("running")', 'run'],
  ['stems of other languages', 'nltk.SnowballStemmer("german").stem("laufen")', 'lauf'],
  ['frequencies', 'nltk.FreqDist("abca").most_common(1)', "[('a', 2)]"],
  ['neighbouring words', 'list(nltk.ngrams([1, 2, 3], 2))', '[(1, 2), (2, 3)]'],
  ['stop words', '"the" in ENGLISH_STOP_WORDS', 'True'],
  ['sentiment', 'TextBlob("I love this great product").sentiment.polarity > 0.5', 'True'],
];

/** What needs data that nobody can download here. */
const needsData: [expression: string, resource: string][] = [
  ['nltk.sent_tokenize(text)', 'tokenizers/punkt_tab/english/'],
  ['nltk.corpus.stopwords.words("english")', 'corpora/stopwords'],
  ['nltk.pos_tag(["a"])', 'taggers/averaged_perceptron_tagger_eng/'],
  ['nltk.WordNetLemmatizer().lemmatize("cats")', 'corpora/wordnet'],
];

const imports = `import nltk
from textblob import TextBlob
text = ${JSON.stringify(text)}
`;

const missing = (resource: string): string =>
  `The nltk data "${resource}" is not installed, and nothing can be downloaded here.`;

describe('a program that works with language', () => {
  it('finds everything it is told to use', async () => {
    const prints = works.map(([, expression]) => `print(${expression})`).join('\n');
    const code = `${imports}from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS\n${prints}`;
    const run = await runInSandbox(code);
    expect(run.stderr).toBe('');
    expect(run.stdout.trimEnd().split('\n')).toEqual(works.map(([, , output]) => output));
  });

  it('fails and is told what to use when data it needs is missing', async () => {
    const run = await runInSandbox(`${imports}TextBlob(text).words`);
    expect(run.status).toBe('failed');
    expect(run.stderr).toContain(missing('tokenizers/punkt_tab/english/'));
    expect(run.stderr).not.toContain('nltk.download(');
  });

  it('is told so for everything of nltk that needs data', async () => {
    const attempts = needsData.map(
      ([expression]) =>
        `try: ${expression}\nexcept LookupError as error: print(type(error).__name__, error, sep=': ')`,
    );
    const run = await runInSandbox(`${imports}${attempts.join('\n')}`);
    expect(run.stderr).toBe('');
    const told = run.stdout.split('LookupError: ').slice(1);
    expect(told).toEqual(needsData.map(([, resource]) => expect.stringContaining(missing(resource))));
    expect(run.stdout).not.toContain('nltk.download(');
  });
});
