import type { ApprovalRequest, Risk } from '../../contracts/approval.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { PlacedFile } from '../../files/placed-file.ts';
import { sha256 } from '../../text/sha256.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task/task.ts';
import { signRequest } from './sign-approval.ts';

/** The signed request to run the code of the task on the files of the task, from now on good for the configured time. */
export async function createRequest(
  { approvals, config }: CoderServices,
  { request: { query, limits, seed, language, verify, describe }, state }: Task,
  { callId, findings, risks }: { callId: string; findings: Issue[]; risks: Risk[] },
): Promise<ApprovalRequest> {
  await approvals.decisions.open();
  const expiresAt = approvals.now() + config.approval.timeToLiveSeconds * 1000;
  const request = {
    callId,
    query,
    generator: state.generator,
    code: state.code,
    codeSha256: sha256(state.code),
    ...(language === 'shell' && { language }),
    ...(!verify && { verify }),
    ...(!describe && { describe }),
    files: requestFiles(state.files),
    ...(state.library && { functions: requestFunctions(state.library) }),
    limits,
    seed: seed ?? null,
    findings,
    risks,
    expiresAt: new Date(expiresAt).toISOString(),
  };
  return signRequest(approvals, structuredClone(request));
}

/** What the program will find; a file that can't be used is not there. */
export function requestFiles(files: readonly PlacedFile[]): ApprovalRequest['files'] {
  return files.flatMap(({ name, path, sha256 }) => (path === null ? [] : [{ name, sha256 }]));
}

function requestFunctions({ id, functions }: FunctionLibrary): ApprovalRequest['functions'] {
  return { library: id, names: functions.map(({ name }) => name) };
}
