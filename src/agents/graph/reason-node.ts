import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import type { PlanParts } from './plan-parts.ts';
import type { PlanState, PlanUpdate } from './plan-state.ts';
import { recordStep } from './record-step.ts';
import { renderEarlier, renderProgress, renderSteps } from './render-progress.ts';

/** A step that needs no code: the model thinks about what is known. */
export async function reasonStep(
  { model }: PlanParts,
  state: PlanState,
  { signal }: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { query, context, earlier, current, results } = state;
  if (current === null) return { next: 'give_answer' };
  const prompt = model.prompts.render('plan-reason', {
    query,
    context: context ?? '(none)',
    earlier: renderEarlier(earlier),
    step: renderSteps([current]),
    progress: renderProgress(results),
  });
  const text = await model.text({ ...prompt, signal });
  return {
    ...recordStep(state, { status: 'succeeded', text, files: [], auditId: null }),
    next: 'reflect',
  };
}
