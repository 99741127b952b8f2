import { afterAll, describe, expect, it } from 'vitest';
import { closeSandboxes, runInSandbox } from '../helpers/sandbox.ts';

afterAll(closeSandboxes);

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
const needsData: [name: string, expression: string, resource: string][] = [
  ['sentences by language', 'nltk.sent_tokenize(text)', 'tokenizers/punkt_tab/english/'],
  ['stop words', 'nltk.corpus.stopwords.words("english")', 'corpora/stopwords'],
  ['parts of speech', 'nltk.pos_tag(["a"])', 'taggers/averaged_perceptron_tagger_eng/'],
  ['dictionary forms', 'nltk.WordNetLemmatizer().lemmatize("cats")', 'corpora/wordnet'],
  ['textblob words', 'TextBlob(text).words', 'tokenizers/punkt_tab/english/'],
];

const imports = `import nltk
from textblob import TextBlob
text = ${JSON.stringify(text)}
`;

describe('a program that works with language', () => {
  it('finds everything it is told to use', async () => {
    const prints = works.map(([, expression]) => `print(${expression})`).join('\n');
    const code = `${imports}from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS\n${prints}`;
    const run = await runInSandbox(code);
    expect(run.stderr).toBe('');
    expect(run.stdout.trimEnd().split('\n')).toEqual(works.map(([, , output]) => output));
  });

  it.each(needsData)('is told what to use when data for %s is missing', async (_, expression, resource) => {
    const run = await runInSandbox(`${imports}${expression}`);
    expect(run.status).toBe('failed');
    expect(run.stderr).toContain(
      `LookupError: The nltk data "${resource}" is not installed, and nothing can be downloaded here.`,
    );
    expect(run.stderr).not.toContain('nltk.download(');
  });
});
