import type { AuditProblem } from '../contracts/audit.ts';
import type { FoundHead } from './head.ts';
import type { FoundKeptHead } from './kept-head.ts';
import { problemAt } from './problems.ts';

/** What was found of the two heads of a log: the one beside it, and the one in the state folder of this user. */
export interface Heads {
  found: FoundHead;
  kept: FoundKeptHead;
}

/** Tells how far the log goes at least, and with which record. */
export interface Witness {
  file: string;
  count: number;
  sha256: string;
  /** After "the records ... are missing after it: ". */
  saysMissing: string;
  /** After the name of a record that is not the one it knows. */
  saysReplaced: string;
}

/** The heads that can be read; the one beside the log comes first. */
export function witnessesOf({ found, kept }: Heads): Witness[] {
  const witnesses: Witness[] = [];
  if (found.status === 'found') {
    witnesses.push({
      ...found.head,
      file: 'head.json',
      saysMissing: `head.json counts ${found.head.count}`,
      saysReplaced: 'is not the one that head.json names: one of them was replaced',
    });
  }
  if (kept.status === 'found') {
    const { head, file } = kept;
    const undo = `If you put an older log here yourself, remove ${file}`;
    witnesses.push({
      ...head,
      file,
      saysMissing: `this user wrote ${head.count} records here. ${undo}`,
      saysReplaced: `is not the one that was here when this user last wrote: it or one before it was replaced. ${undo}`,
    });
  }
  return witnesses;
}

/** What only the head in the state folder could tell and does not. */
export function keptHeadNotes({ kept }: Heads): string[] {
  const unknown = 'so a log that was cut or rewritten together with its head.json would look intact';
  if (kept.status === 'none')
    return [
      `${kept.stateDir} has no head of this log, ${unknown}: it was written by another user or on another host, was moved here, or is older than the heads. The next task keeps one, where it can; python-coder doctor says whether.`,
    ];
  if (kept.status === 'unavailable') return [`No head of this log can be kept, ${unknown}: ${kept.problem}`];
  return [];
}

/** A head in the state folder that somebody wrote who has not the key of this user. */
export function keptHeadProblem({ kept }: Heads): AuditProblem | null {
  if (kept.status !== 'unreadable') return null;
  const says = 'was changed, so it does not tell how far the log went; remove it when you have seen to that';
  return problemAt('head', { file: kept.file, day: '', line: null }, { seq: null, says });
}
