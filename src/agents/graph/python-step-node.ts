import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { CoderReply } from './coder-reply.ts';
import { usableFiles } from './pick-files.ts';
import type { PlanParts } from './plan-parts.ts';
import type { PlanState, PlanUpdate } from './plan-state.ts';
import { afterFailure, recordStep } from './record-step.ts';
import { renderProgress } from './render-progress.ts';
import { resumeCoder, runCoder } from './run-coder.ts';

/** Has the coder answer the current step; it sees what earlier steps gave as marked data. */
export async function pythonStep(
  parts: PlanParts,
  state: PlanState,
  config: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { current, results, artifacts, files: allowed } = state;
  if (current === null) return { next: 'give_answer' };
  const { toolbox } = parts;
  const named =
    current.files.length > 0
      ? current.files
      : (await usableFiles({ shelf: toolbox.shelf, allowed, artifacts })).names;
  const earlier = results.length === 0 ? [] : [`What earlier steps gave:\n${renderProgress(results)}`];
  const context = [...(state.context === undefined ? [] : [state.context]), ...earlier].join('\n\n');
  const request = {
    query: current.task,
    files: named,
    ...(context !== '' && { context }),
  };
  const place = { config, reach: { allowed, artifacts } };
  const reply = await runCoder(toolbox, request, place);
  return settle(parts, { ...state, pythonCalls: state.pythonCalls + 1 }, reply);
}

/** Goes on with the current step as the person decided. */
export async function decidedStep(
  parts: PlanParts,
  state: PlanState,
  config: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { reply, decision, artifacts, files: allowed } = state;
  const request = reply?.approvalRequest;
  if (!request || !decision) return { next: 'python_coder' };
  const asked = { request, decision, files: reply.files };
  const place = { config, reach: { allowed, artifacts } };
  return settle(parts, state, await resumeCoder(parts.toolbox, asked, place));
}

/** An approval that came too late is asked for again, with a program written anew. */
function settle({ bounds }: PlanParts, state: PlanState, reply: CoderReply): PlanUpdate {
  const { pythonCalls } = state;
  if (reply.approvalRequest) return { pythonCalls, reply, decision: null, next: 'approval' };
  if (reply.status === 'expired' && pythonCalls < bounds.maxPythonCalls) {
    return { pythonCalls, reply: null, decision: null, next: 'python_coder' };
  }
  const { status, text, artifacts, auditId } = reply;
  const recorded = recordStep(state, { status, text, auditId, files: artifacts.map(({ name }) => name) });
  const update = { ...recorded, artifacts: keep(state, artifacts), pythonCalls, reply: null, decision: null };
  return reply.success ? { ...update, next: 'reflect' } : { ...update, ...afterFailure(bounds, state) };
}

const maxArtifacts = 200;

/** The newest file keeps a name two files share. */
function keep({ artifacts }: PlanState, written: PlanState['artifacts']): PlanState['artifacts'] {
  const names = new Set(written.map(({ name }) => name));
  return [...artifacts.filter(({ name }) => !names.has(name)), ...written].slice(-maxArtifacts);
}
