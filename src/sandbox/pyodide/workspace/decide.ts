/** What becomes of a file: `bring` and `remove` change the interpreter, `write` the host. */
export type Decision = 'agreed' | 'bring' | 'remove' | 'write' | 'conflict';

/** The contents of one name by hash; undefined where there is none. */
export interface Contents {
  /** When both sides last had the same. */
  before: string | undefined;
  inside: string | undefined;
  outside: string | undefined;
}

/** The host never loses a file: what is gone inside, as from every fresh interpreter, is brought again. */
export function decide({ before, inside, outside }: Contents): Decision {
  if (inside === outside) return 'agreed';
  if (inside === undefined) return 'bring';
  if (inside === before) return outside === undefined ? 'remove' : 'bring';
  return outside === before ? 'write' : 'conflict';
}
