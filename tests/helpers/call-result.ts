import type { CallResult } from '../../src/contracts/python-functions.ts';

/** How a call of this function ended; it succeeded unless something else is given. */
export function callResult(name: string, ended: Partial<CallResult> = {}): CallResult {
  const { success = ended.error == null } = ended;
  return {
    success,
    status: success ? 'succeeded' : 'failed',
    name,
    result: null,
    error: null,
    stdout: '',
    stderr: '',
    artifacts: [],
    attempts: [],
    run: null,
    warnings: [],
    totalMs: 1,
    auditId: 'a'.repeat(32),
    ...ended,
  };
}
