import type { Session } from './answer.ts';
import { escapeLine } from './escape-terminal.ts';

/** What the model of the agents has to say of itself, as a line for people. */
export function noteOf({ tell }: Session): (note: string) => void {
  return (note) => tell([{ mark: 'note', label: 'Model', text: escapeLine(note) }]);
}
