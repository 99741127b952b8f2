import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { dataBlock } from '../../tools/tool-text.ts';
import { reachableNames } from './pick-files.ts';
import { bounded } from './plan-node.ts';
import type { PlanParts } from './plan-parts.ts';
import { type PlanState, type PlanUpdate, type Step, stepSchema } from './plan-state.ts';
import { renderNames, renderProgress, renderSteps } from './render-progress.ts';

/** Takes the next step: as planned when it is the first, else put anew in view of what the earlier ones gave. */
export async function selectTool(
  parts: PlanParts,
  state: PlanState,
  { signal }: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { bounds } = parts;
  const [planned, ...steps] = state.steps;
  if (planned === undefined) return { next: 'give_answer' };
  if (state.results.length >= bounds.maxSteps) return { limit: 'steps', next: 'give_answer' };
  const isFirst = state.results.length === 0;
  const current = isFirst ? planned : await putAnew(parts, { state, planned }, signal);
  if (current.tool === 'reasoning') return { steps, current, next: 'reason' };
  if (state.pythonCalls >= bounds.maxPythonCalls) return { limit: 'python-calls', next: 'give_answer' };
  return { steps, current, next: 'python_coder' };
}

async function putAnew(
  { model, toolbox }: PlanParts,
  { state, planned }: { state: PlanState; planned: Step },
  signal: AbortSignal | undefined,
): Promise<Step> {
  const { query, files, artifacts, results } = state;
  const names = reachableNames({ shelf: toolbox.shelf, allowed: files, artifacts });
  const prompt = model.prompts.render('plan-select', {
    query,
    step: renderSteps([planned]),
    progress: renderProgress(results),
    files: names.length === 0 ? '(none)' : dataBlock('Names', renderNames(names)),
  });
  const step = await model.object({ ...prompt, signal }, 'step', stepSchema);
  return step.task.trim() === '' ? planned : bounded(step);
}
