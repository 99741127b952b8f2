import { type BaseMessage, isToolMessage } from '@langchain/core/messages';
import type { RecordedReply } from '../agent-event.ts';

/** Names that only our tools may have: what stands in their messages is trusted to be ours. */
export const ownTools: readonly string[] = ['python_coder', 'describe_files', 'builtin_execute_python_code'];

/** What one of our tools recorded, or one of those named; null for other messages, also for a stranger's tool that records something alike. */
export function ownReply(message: BaseMessage, own: readonly string[] = ownTools): RecordedReply | null {
  if (!isToolMessage(message) || !own.includes(message.name ?? '')) return null;
  return (message.artifact as RecordedReply | undefined) ?? null;
}
