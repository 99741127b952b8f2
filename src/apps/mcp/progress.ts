import type { ServerContext } from '@modelcontextprotocol/server';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { progressText } from '../../tools/progress-text.ts';

/** Tells a client that asked for it how far its call is; undefined when it did not ask. */
export function progressOf({ mcpReq }: ServerContext): ((event: TaskEvent) => void) | undefined {
  const progressToken = mcpReq._meta?.progressToken;
  if (progressToken === undefined) return undefined;
  let progress = 0;
  return (event) => {
    const message = progressText(event);
    if (message === null || mcpReq.signal.aborted) return;
    progress += 1;
    // A client that is gone is told by the signal of its call.
    mcpReq
      .notify({ method: 'notifications/progress', params: { progressToken, progress, message } })
      .catch(() => undefined);
  };
}
