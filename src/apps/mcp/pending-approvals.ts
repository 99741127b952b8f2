import type { ApprovalRequest } from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { FileInput } from '../../contracts/file-input.ts';

const maxRequests = 100;
const maxBytes = 64 * 1024 * 1024;

/** A program that waits for a person. */
export interface PendingApproval {
  request: ApprovalRequest;
  /** The task as it stands. */
  result: CodeTaskResult;
  /** What the program was asked for with. */
  files: FileInput[];
}

/** Requests stay here and only their ids travel; those that expired or came first go when there are too many. */
export class PendingApprovals {
  readonly #pending = new Map<string, PendingApproval>();

  add(pending: PendingApproval): void {
    this.#pending.set(pending.request.callId, pending);
    for (const [callId, { request }] of this.#pending) {
      const isFull = this.#pending.size > maxRequests || this.#bytes() > maxBytes;
      if (isFull || Date.parse(request.expiresAt) <= Date.now()) this.#pending.delete(callId);
    }
  }

  find(callId: string): PendingApproval | undefined {
    return this.#pending.get(callId);
  }

  /** Gives a request out once, to whoever decides it. */
  take(callId: string): PendingApproval | undefined {
    const pending = this.#pending.get(callId);
    this.#pending.delete(callId);
    return pending;
  }

  #bytes(): number {
    const sizes = [...this.#pending.values()].flatMap(({ files }) => files.map(sizeOf));
    return sizes.reduce((sum, bytes) => sum + bytes, 0);
  }
}

function sizeOf(file: FileInput): number {
  return typeof file !== 'string' && 'bytes' in file ? file.bytes.length : 0;
}
