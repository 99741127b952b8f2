import type { FileDescription } from '../../contracts/file-description.ts';
import type { Askable, AskableTable } from '../askable.ts';
import type { Plan } from '../match-table.ts';
import type { Token } from '../tokens.ts';
import { plainWords } from './phrases.ts';

/** A question as the topics read it, with the files it is about. */
export interface Request {
  /** Words in lower case without those that change nothing, each with one space behind it. */
  words: string;
  /** "each photo": one of several is named for all of them. */
  asksEach: boolean;
  files: readonly FileDescription[];
  askable: readonly Askable[];
}

export function requestOf(tokens: readonly Token[], given: Pick<Request, 'files' | 'askable'>): Request {
  const asksEach = tokens.some(({ lower }) => lower === 'each' || lower === 'every');
  return { ...given, words: plainWords(tokens), asksEach };
}

/** One thing people ask of files that is no table question; its patterns must explain every word that is left. */
export type Topic = (request: Request) => Plan[];

export function tablesOf({ askable }: Request): AskableTable[] {
  return askable.filter((table): table is AskableTable => table.kind === 'table' && !table.hidden);
}
