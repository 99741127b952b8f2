import type { Denial } from './denial.ts';
import { readableDunders } from './internals.ts';
import { judgePath } from './judge-path.ts';
import { allowedMembers } from './members.ts';

/** What the policy assumes of who wrote the code that it looks at. */
export interface Author {
  /** Judges a dotted name; undefined where it may be used. */
  judge(path: string): Denial | undefined;
  /** Whether only some members of a module may be touched, so that it may not be handed around as a value. */
  restricts(module: string): boolean;
  /** The module from elsewhere that a dotted name surely stands for, by its own name; undefined for everything else. */
  moduleOf(path: string): string | undefined;
  /** Whether a dunder attribute may be read that leads nowhere we know of. */
  readsDunder(name: string): boolean;
  /** Whether letters beyond ASCII may stand where Python reads names. */
  mayWrite(letters: string): boolean;
}

/** A language model, whose programs may be anything. */
export const modelAuthor: Author = {
  judge: judgePath,
  restricts: (module) => allowedMembers.has(module),
  moduleOf: () => undefined, // it may not be handed around at all
  readsDunder: (name) => readableDunders.has(name),
  mayWrite: () => false,
};
