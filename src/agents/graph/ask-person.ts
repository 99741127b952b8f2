import { interrupt } from '@langchain/langgraph';
import { z } from 'zod';
import {
  type ApprovalDecision,
  type ApprovalRequest,
  approvalDecisionSchema,
} from '../../contracts/approval.ts';

/** What an interrupted graph shows: the signed request, and what was wrong with the last answer to it. */
export interface ApprovalInterrupt {
  kind: 'python-coder-approval';
  request: ApprovalRequest;
  problem: string | null;
}

/** Pauses the graph until it is resumed with an `ApprovalDecision`; anything else is asked again, because a node that fails after an interrupt would fail forever. */
export function askPerson(request: ApprovalRequest): ApprovalDecision {
  let problem: string | null = null;
  for (;;) {
    const answer = interrupt<ApprovalInterrupt, unknown>({ kind: 'python-coder-approval', request, problem });
    const parsed = approvalDecisionSchema.safeParse(answer);
    if (parsed.success) return parsed.data;
    problem = `Resume with { action: 'approve' }, { action: 'reject', reason } or { action: 'edit', code }: ${z.prettifyError(parsed.error)}`;
  }
}
