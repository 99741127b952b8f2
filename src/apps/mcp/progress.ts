import type { ServerContext } from '@modelcontextprotocol/server';
import type { Phase } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { cleanText } from '../../prompts/clean-text.ts';

type EventOf<Type extends TaskEvent['type']> = Extract<TaskEvent, { type: Type }>;
type Messages = { [Type in TaskEvent['type']]?: (event: EventOf<Type>) => string };

const maxMessageChars = 200;

const phases = {
  prepare: 'Reading the files',
  generate: 'Writing the program',
  verify: 'Checking the program',
  review: 'Reviewing the program',
  modify: 'Correcting the program',
  execute: 'Running the program',
  collect: 'Collecting the files it wrote',
} satisfies Record<Phase, string>;

const messages: Messages = {
  'phase-started': ({ phase }) => phases[phase],
  'setup-progress': ({ message }) => message,
  'file-described': ({ file }) => `Read ${file.name}`,
  'round-verified': ({ approved, issues }) =>
    approved ? 'The program passed' : `${issues.length} findings about the program`,
  'approval-asked': () => 'Waiting for an approval',
  'artifact-collected': ({ artifact }) => `Wrote ${artifact.name}`,
};

/** Tells a client that asked for it how far its call is; undefined when it did not ask. */
export function progressOf({ mcpReq }: ServerContext): ((event: TaskEvent) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let progress = 0;
  return (event) => {
    const tell = messages[event.type] as ((event: TaskEvent) => string) | undefined;
    if (tell === undefined || mcpReq.signal.aborted) return;
    progress += 1;
    const message = cleanText(tell(event), maxMessageChars).replaceAll('\n', ' ');
    // A client that is gone is told by the signal of its call.
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, message } })
      .catch(() => undefined);
  };
}
