import type { CodeTaskResult, TaskStatus } from '../../contracts/code-task.ts';
import { runRecord } from '../../workspace/run-record.ts';
import { parseOutput } from './parse-output.ts';
import type { Task } from './task.ts';

/** The result of a task as of now; every field of the contract is present whatever happened before. */
export function taskResult(
  { request, state, events, clock, usage }: Task,
  status: TaskStatus,
  error: string | null,
): CodeTaskResult {
  const { code, outcome, rounds, descriptions, approvals, approvalRequest, reused } = state;
  const output = outcome?.stdout ?? '';
  const parsed = parseOutput(output);
  return {
    success: status === 'succeeded',
    status,
    code,
    output,
    ...(parsed === undefined ? {} : { result: parsed }),
    error,
    stderr: outcome?.stderr ?? '',
    iterations: rounds.length,
    modifications: rounds.flatMap((round) => round.changes),
    executionTime: outcome ? outcome.wallMs / 1000 : 0,
    inputFiles: state.files.map((file) => file.name),
    fileMetadata: Object.fromEntries(descriptions.map((file) => [file.name, file])),
    verificationHistory: rounds,
    artifacts: state.artifacts,
    findings: state.findings,
    warnings: events.warnings,
    generator: state.generator,
    ...(reused === null ? {} : { reused }),
    run: outcome && runRecord(outcome),
    ...(approvals.length === 0 ? {} : { approvals }),
    ...(approvalRequest === null ? {} : { approvalRequest }),
    usage: usage.total,
    timings: clock.timings,
    auditId: request.id,
  };
}
