import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { ApprovalDecision, ApprovalGrant, ApprovalRequest } from '../../contracts/approval.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { nameWritten } from '../../tools/name-written.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import { type CoderReply, coderReply, unbegun } from './coder-reply.ts';
import { pickFiles, type Reach } from './pick-files.ts';

/** What a node asks of the coder. */
export interface CoderRequest {
  query: string;
  context?: string | undefined;
  files: string[];
}

/** Where a call belongs: the run of the graph and what its conversation may name. */
export interface Place {
  config: LangGraphRunnableConfig;
  reach: Omit<Reach, 'shelf'>;
}

/** One task, its events on the `custom` stream. Faults of the host and a cancelled run throw; all else is the reply. */
export async function runCoder(
  toolbox: Toolbox,
  { query, context, files }: CoderRequest,
  { config, reach }: Place,
): Promise<CoderReply> {
  const picked = await pickFiles(files, { ...reach, shelf: toolbox.shelf });
  if ('problem' in picked) return unbegun('input-invalid', picked.problem, files);
  const options = { ...toolbox.task(observer(config)), files: picked.files, context };
  const result = await toolbox.coder().executeCodeTask(query, options);
  return settled(named(result, toolbox, reach), files, config);
}

/** Goes on with a task as a person decided, without a model: what runs is exactly what was shown. */
export async function resumeCoder(
  toolbox: Toolbox,
  { request, decision, files }: { request: ApprovalRequest; decision: ApprovalDecision; files: string[] },
  { config, reach }: Place,
): Promise<CoderReply> {
  const { approvals } = toolbox.coder();
  const picked = await pickFiles(files, { ...reach, shelf: toolbox.shelf });
  if ('problem' in picked) return unbegun('input-invalid', picked.problem, files);
  const { signal, onEvent, outputDir, functions } = toolbox.task(observer(config));
  const options = { files: picked.files, functions, signal, onEvent, outputDir };
  if (decision.action !== 'approve') {
    return settled(await approvals.resume(request, decision, options), files, config);
  }
  const grant = grantOf(() => approvals.grant(request));
  if ('problem' in grant) return unbegun('expired', grant.problem, files);
  const result = await approvals.resume(request, { ...decision, grant }, options);
  return settled(named(result, toolbox, reach), files, config);
}

function named(result: CodeTaskResult, { shelf }: Toolbox, { allowed }: Place['reach']): CodeTaskResult {
  return nameWritten(result, allowed ?? shelf.given);
}

/** A request that is too old, of another key or not as it was made gives no grant: it has to be made anew. */
function grantOf(grant: () => ApprovalGrant): ApprovalGrant | { problem: string } {
  try {
    return grant();
  } catch (error) {
    if (error instanceof CoderError && error.code === 'input-invalid') return { problem: error.message };
    throw error;
  }
}

function observer({ signal, writer }: LangGraphRunnableConfig) {
  return { signal, onEvent: (event: TaskEvent) => writer?.(event) };
}

/** A cancelled task is no result of the graph: the run stops, and its last checkpoint is where it goes on. */
function settled(result: CodeTaskResult, files: string[], { signal }: LangGraphRunnableConfig): CoderReply {
  if (result.status !== 'cancelled') return coderReply(result, files);
  throw new CoderError('The task was cancelled.', { code: 'cancelled', cause: signal?.reason });
}
