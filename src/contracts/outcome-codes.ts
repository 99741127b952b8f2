import type { ErrorCode } from '../errors/coder-error.ts';
import type { TaskStatus } from './code-task.ts';
import type { CallStatus } from './python-functions.ts';

interface FaceCodes {
  exitCode: number;
  httpStatus: number;
}

/** How every face answers for a task's status; HTTP 200 means "the service did its job", the status word is in the body. */
export const statusCodes = {
  succeeded: { exitCode: 0, httpStatus: 200 },
  rejected: { exitCode: 1, httpStatus: 200 },
  failed: { exitCode: 1, httpStatus: 200 },
  'timed-out': { exitCode: 1, httpStatus: 200 },
  'out-of-memory': { exitCode: 1, httpStatus: 200 },
  'output-too-large': { exitCode: 1, httpStatus: 200 },
  'disk-full': { exitCode: 1, httpStatus: 200 },
  denied: { exitCode: 1, httpStatus: 200 },
  expired: { exitCode: 1, httpStatus: 200 },
  'approval-required': { exitCode: 5, httpStatus: 202 },
  'input-invalid': { exitCode: 2, httpStatus: 400 },
  'no-generator': { exitCode: 3, httpStatus: 503 },
  'model-failed': { exitCode: 3, httpStatus: 502 },
  lost: { exitCode: 75, httpStatus: 503 },
  cancelled: { exitCode: 130, httpStatus: 499 },
} satisfies Record<TaskStatus, FaceCodes>;

/** How every face answers for a call of a declared function. */
export const callCodes = {
  succeeded: { exitCode: 0, httpStatus: 200 },
  'arguments-invalid': { exitCode: 2, httpStatus: 400 },
  'result-invalid': { exitCode: 1, httpStatus: 200 },
  failed: { exitCode: 1, httpStatus: 200 },
  'timed-out': { exitCode: 1, httpStatus: 200 },
  'out-of-memory': { exitCode: 1, httpStatus: 200 },
  'output-too-large': { exitCode: 1, httpStatus: 200 },
  'disk-full': { exitCode: 1, httpStatus: 200 },
  lost: { exitCode: 75, httpStatus: 503 },
  cancelled: { exitCode: 130, httpStatus: 499 },
} satisfies Record<CallStatus, FaceCodes>;

/** How every face answers for a fault of the host or the caller. */
export const errorFaceCodes = {
  'config-invalid': { exitCode: 2, httpStatus: 500 },
  'prompt-invalid': { exitCode: 2, httpStatus: 500 },
  'input-invalid': { exitCode: 2, httpStatus: 400 },
  'model-failed': { exitCode: 3, httpStatus: 502 },
  'function-failed': { exitCode: 1, httpStatus: 200 },
  'python-missing': { exitCode: 4, httpStatus: 503 },
  'isolation-missing': { exitCode: 4, httpStatus: 503 },
  busy: { exitCode: 75, httpStatus: 503 },
  lost: { exitCode: 75, httpStatus: 503 },
  cancelled: { exitCode: 130, httpStatus: 499 },
  internal: { exitCode: 70, httpStatus: 500 },
} satisfies Record<ErrorCode, FaceCodes>;
