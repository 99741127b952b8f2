import type { ApprovalRequest, Approver, ResumeDecision } from '../../../contracts/approval.ts';
import { approvalRequestSchema } from '../../../contracts/approval.ts';
import type { CodeTaskResult } from '../../../contracts/code-task.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { readSmallFile } from '../read-small-file.ts';
import { renderAnswer } from '../render-answer.ts';
import { renderFailure } from '../render-failure.ts';
import { renderRecord } from '../render-record.ts';
import { usageError } from '../usage-error.ts';

export interface ApproveOptions {
  file?: string[];
  outputDir?: string;
  skipBadFiles?: boolean;
  yes?: boolean;
  reject?: string;
}

/** Decides on a program that was written earlier, elsewhere, and runs exactly that on exactly the same files when it is approved. */
export async function approve(source: string, options: ApproveOptions, session: Session): Promise<Answer> {
  const decide = chooseDecider(options, session.approver);
  const { coder, observer } = session;
  let request = await readRequest(source);
  let result: CodeTaskResult;
  for (;;) {
    const decision = await decide(request, { signal: observer.signal });
    const answer: ResumeDecision =
      decision.action === 'approve' ? { ...decision, grant: coder.approvals.grant(request) } : decision;
    const { file: files, outputDir, skipBadFiles } = options;
    result = await coder.approvals.resume(request, answer, { files, outputDir, skipBadFiles, ...observer });
    if (result.approvalRequest === undefined) break;
    request = result.approvalRequest; // edited code was verified and is asked about again
  }
  return {
    exitCode: statusCodes[result.status].exitCode,
    value: result,
    text: result.success ? renderAnswer(result, session.out) : '',
    problem: renderFailure(result, session),
    notes: renderRecord(result, null, session),
  };
}

function chooseDecider({ yes, reject }: ApproveOptions, approver: Approver | null): Approver {
  if (yes === true && reject !== undefined)
    throw usageError('Decide for one: --yes runs the program, --reject does not.');
  if (yes === true) return () => ({ action: 'approve' });
  if (reject !== undefined) return () => ({ action: 'reject', reason: reject });
  if (approver !== null) return approver;
  throw usageError('Nobody sits at a terminal here to be asked: decide with --yes or --reject "<reason>".');
}

/** A request alone, or the whole result that `--json` printed with it. */
async function readRequest(source: string): Promise<ApprovalRequest> {
  const text = await readSmallFile(source, 'approval request');
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = null;
  }
  const inner = (value as { approvalRequest?: unknown } | null)?.approvalRequest ?? value;
  const parsed = approvalRequestSchema.safeParse(inner);
  if (parsed.success) return parsed.data;
  throw usageError(
    `${source} holds no approval request: give the file that "python-coder ... --json > ${source}" wrote when it ended as approval-required.`,
  );
}
