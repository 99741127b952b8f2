import type { ApprovalPolicy, Approver } from '../../contracts/approval.ts';
import { type ApprovalMode, approvalModes } from '../../contracts/policies.ts';
import { CoderError } from '../../errors/coder-error.ts';

/** When to ask, and whom; null when there is nobody. */
export interface Policy {
  mode: ApprovalMode;
  ask: Approver | null;
}

/** What the caller of a task wants, else the configuration; an approver alone is asked about every program. Throws `config-invalid` for a word that is no policy. */
export function approvalPolicy(configured: ApprovalMode, wanted: ApprovalPolicy | undefined): Policy {
  if (typeof wanted === 'function') return { mode: 'always', ask: wanted };
  const { policy, ask } = typeof wanted === 'object' ? wanted : { policy: wanted, ask: null };
  const mode = policy ?? configured;
  if (!approvalModes.includes(mode) || !(ask === null || typeof ask === 'function')) {
    throw new CoderError(
      `The approval of a task must be ${approvalModes.join(', ')} or a function, but it is ${JSON.stringify(wanted)}.`,
      { code: 'config-invalid' },
    );
  }
  return { mode, ask };
}
