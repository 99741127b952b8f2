import type { FileDescription } from '../contracts/file-description.ts';
import { cleanText } from '../text/clean-text.ts';
import { listAskable, ownNames } from './askable.ts';
import { wordsWithoutMeaning } from './read-items.ts';
import { readTokens } from './tokens.ts';
import { withoutFrame } from './without-frame.ts';

interface Refused {
  query: string;
  context: string | undefined;
  descriptions: readonly FileDescription[];
}

const maxNamed = 5;
/** Beyond this a question is no question for a template, whatever its words mean. */
const maxChars = 500;

/** One sentence for the person who asked on what a template could not read. */
export function explainRefusal({ query, context, descriptions }: Refused): string {
  if (context?.trim()) return 'they read the question alone, and a context was given with it.';
  if (descriptions.length === 0) return 'they answer from files, and none was given.';
  if (query.length > maxChars) return 'it is longer than the questions they answer.';
  const subject = descriptions.length === 1 ? 'this file' : 'these files';
  const unknown = unknownWords(query, descriptions);
  if (unknown === null) return `they have no program for such a question about ${subject}.`;
  if (unknown.length === 0) return 'they know its words, but no program for all of them together.';
  const named = unknown.slice(0, maxNamed).map((word) => `"${cleanText(word, 40)}"`);
  const rest = unknown.length > maxNamed ? [`${unknown.length - maxNamed} more`] : [];
  return `they do not understand ${new Intl.ListFormat('en').format([...named, ...rest])} about ${subject}.`;
}

/** What has no meaning in any of the files, in the order it was written; null for files that only whole phrases are known about. */
function unknownWords(query: string, files: readonly FileDescription[]): string[] | null {
  const askable = listAskable(files);
  if (askable.length === 0) return null;
  const foreign = new Set(askable.flatMap((one) => [...ownNames(one).keys()]));
  const tokens = withoutFrame(readTokens(query, foreign), files);
  const unknown = askable.map(
    (one) => new Set(wordsWithoutMeaning(tokens, { askable: one, sources: ownNames(one), foreign })),
  );
  const words = tokens.filter((token) => unknown.every((set) => set.has(token)));
  return [...new Set(words.map(({ text }) => text))];
}
