import type { Phase } from '../contracts/code-task.ts';
import type { TaskEvent } from '../contracts/task-event.ts';
import { cleanText } from '../text/clean-text.ts';

type EventOf<Type extends TaskEvent['type']> = Extract<TaskEvent, { type: Type }>;
type Texts = { [Type in TaskEvent['type']]?: (event: EventOf<Type>) => string };

const maxChars = 200;

const phases = {
  prepare: 'Reading the files',
  generate: 'Writing the program',
  verify: 'Checking the program',
  review: 'Reviewing the program',
  modify: 'Correcting the program',
  execute: 'Running the program',
  collect: 'Collecting the files it wrote',
} satisfies Record<Phase, string>;

const texts: Texts = {
  'phase-started': ({ phase }) => phases[phase],
  'setup-progress': ({ message }) => message,
  'file-described': ({ file }) => `Read ${file.name}`,
  'round-verified': ({ approved, issues }) =>
    approved ? 'The program passed' : `${issues.length} findings about the program`,
  'approval-asked': () => 'Waiting for an approval',
  'artifact-collected': ({ artifact }) => `Wrote ${artifact.name}`,
};

/** One short line on how far a call is, safe to show; null for events that say nothing about that. */
export function progressText(event: TaskEvent): string | null {
  const tell = texts[event.type] as ((event: TaskEvent) => string) | undefined;
  return tell === undefined ? null : cleanText(tell(event), maxChars).replaceAll('\n', ' ');
}
