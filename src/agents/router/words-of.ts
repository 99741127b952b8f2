const segmenter = new Intl.Segmenter('en', { granularity: 'word' });
const marks = /[\u0300-\u036f\u064b-\u0655\u0640]/g;
const apostrophes = /['\u2019\u02bc]/g;
const arabicPrefix = /^(?:[\u0648\u0641](?=.{3})|[\u0628\u0643\u0644]?\u0627\u0644(?=.{3}))/;

const replacedLetters: Readonly<Record<string, string>> = {
  ß: 'ss',
  ł: 'l',
  ı: 'i',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ى: 'ي',
  ة: 'ه',
};

/** The words of a text in any language, in lower case, without accents and without Arabic articles: the form that words are compared in. */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').replace(apostrophes, ' ');
  return [...segmenter.segment(plain)]
    .filter(({ isWordLike }) => isWordLike)
    .map(({ segment }) => foldWord(segment));
}

function foldWord(word: string): string {
  const bare = word.toLowerCase().normalize('NFD').replace(marks, '').normalize('NFC');
  return withoutPrefix(bare.replace(/[ßłıøæœىة]/g, (letter) => replacedLetters[letter] ?? letter));
}

function withoutPrefix(word: string): string {
  const rest = word.replace(arabicPrefix, '');
  return rest === word ? word : withoutPrefix(rest);
}
