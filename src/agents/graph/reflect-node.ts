import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { z } from 'zod';
import { cleanText } from '../../text/clean-text.ts';
import type { PlanParts } from './plan-parts.ts';
import type { PlanState, PlanUpdate } from './plan-state.ts';
import { renderProgress, renderSteps } from './render-progress.ts';

const reflectionSchema = z.object({
  finding: z.string(),
  next: z.enum(['continue', 'answer', 'replan']),
});

const maxFindingChars = 1_000;

/** Says what the last result means, and whether the plan goes on, is made anew, or has done its work. */
export async function reflect(
  { model, bounds }: PlanParts,
  state: PlanState,
  { signal }: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { query, current, steps, results, plans } = state;
  const last = results.at(-1);
  if (last === undefined) return { next: 'give_answer' };
  const prompt = model.prompts.render('plan-reflect', {
    query,
    step: renderSteps(current === null ? [] : [current]),
    remaining: renderSteps(steps),
    progress: renderProgress(results),
  });
  const reflection = await model.object({ ...prompt, signal }, 'reflection', reflectionSchema);
  const finding = cleanText(reflection.finding, maxFindingChars);
  const update = { results: [...results.slice(0, -1), { ...last, finding }], current: null };
  if (reflection.next === 'answer') return { ...update, next: 'give_answer' };
  if (reflection.next === 'continue')
    return { ...update, next: steps.length === 0 ? 'give_answer' : 'select_tool' };
  if (results.length >= bounds.maxSteps) return { ...update, limit: 'steps', next: 'give_answer' };
  if (plans > bounds.maxReplans) return { ...update, limit: 're-plans', next: 'give_answer' };
  return { ...update, next: 'plan' };
}
