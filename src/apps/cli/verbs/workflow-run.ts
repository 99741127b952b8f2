import { optionalPackage } from '../../../agents/optional-package.ts';
import type { WorkflowEvent, WorkflowResult } from '../../../agents/workflow/workflow-run.ts';
import { callCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import { agentPackages } from '../agent-packages.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import type { Row } from '../event-rows.ts';
import { formatDuration } from '../format-units.ts';
import { functionsOf, type WorkflowFlags } from '../open-workflow-file.ts';
import { readJson } from '../read-json.ts';
import { renderJson } from '../render-call.ts';
import { savedRows } from '../saved-rows.ts';
import { usageError } from '../usage-error.ts';

export interface WorkflowRunFlags extends WorkflowFlags {
  state?: string;
  stateFile?: string;
  file?: string[];
  quiet?: boolean;
}

/** Runs a workflow and prints its last state; each node that ends is one line on standard error. */
export async function runWorkflowFile(
  file: string,
  flags: WorkflowRunFlags,
  session: Session,
): Promise<Answer> {
  const { observer, err } = session;
  const state = await stateOf(flags, session);
  const { openWorkflow } = await optionalPackage(
    agentPackages,
    () => import('../../../agents/workflow/open-workflow.ts'),
  );
  await using workflow = await openWorkflow(file, functionsOf(flags, session));
  const result = await workflow.run(state, {
    files: flags.file,
    outputDir: flags.outputDir,
    signal: observer.signal,
    onEvent: (event) => session.tell(rowsOf(event)),
  });
  return {
    exitCode: exitCodeOf(result),
    value: result,
    text: renderJson(result.state),
    problem: result.failure === null ? '' : failureText(result.failure, session),
    notes: savedRows(result.artifacts, err).join('\n'),
  };
}

function exitCodeOf({ success, failure }: WorkflowResult): number {
  if (success) return statusCodes.succeeded.exitCode;
  const status = failure?.call?.status;
  return (status === undefined ? statusCodes.failed : callCodes[status]).exitCode;
}

function failureText(
  { node, message }: NonNullable<WorkflowResult['failure']>,
  { err: { palette } }: Session,
): string {
  const where = node === null ? 'The workflow' : `Node ${escapeLine(node)}`;
  return `${palette.bold(palette.red(`${where}:`))} ${escapeText(message)}`;
}

async function stateOf(
  { state, stateFile }: WorkflowRunFlags,
  { stdin, observer: { signal } }: Session,
): Promise<Record<string, unknown>> {
  if (state !== undefined && stateFile !== undefined)
    throw usageError('Give the state with --state or --state-file, not both.');
  if (stateFile !== undefined) {
    return await readJson(`@${stateFile}`, { option: '--state-file', stdin, signal });
  }
  return await readJson(state ?? '{}', { option: '--state', stdin, signal });
}

function rowsOf(event: WorkflowEvent): Row[] {
  if (event.type === 'node-finished') {
    const { node, status, failure, durationMs } = event;
    const why = failure === null ? '' : `  ${escapeLine(failure.message)}`;
    const text = `${escapeLine(node)} ${status} (${formatDuration(durationMs)})${why}`;
    return [{ mark: failure === null ? 'done' : 'problem', label: 'Node', text }];
  }
  if (event.type !== 'branch-taken') return [];
  const { node, to, when } = event;
  const text = `${escapeLine(node)} → ${to.map(escapeLine).join(', ')}  (${escapeLine(when)})`;
  return [{ mark: 'note', label: 'Branch', text }];
}
