import { ClientFiles } from './client-files.ts';
import { PendingApprovals } from './pending-approvals.ts';
import { TaskLedger } from './task-ledger.ts';

/** Which tasks are listed to a client: all of the audit log, those of its session, or none because every client shares the ledger and an id is what proves whose a task is. */
export type Visibility = 'log' | 'session' | 'known-ids';

/** Everything one client can see and name. */
export interface McpConversation {
  visibility: Visibility;
  ledger: TaskLedger;
  approvals: PendingApprovals;
  files: ClientFiles;
}

export function openMcpConversation(visibility: Visibility, folders: string[]): McpConversation {
  const ledger = new TaskLedger();
  return {
    visibility,
    ledger,
    approvals: new PendingApprovals(),
    files: new ClientFiles(ledger, { folders }),
  };
}

/** For one call of a protocol without sessions: files are forgotten after it, tasks and requests stay under their ids. */
export function openCall(shared: McpConversation, folders: string[]): McpConversation {
  return { ...shared, files: new ClientFiles(shared.ledger, { folders }) };
}
