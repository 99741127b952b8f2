import { randomBytes } from 'node:crypto';

/** Names a task or a call, its audit record and its folders. */
export function newTaskId(): string {
  return randomBytes(16).toString('hex');
}
