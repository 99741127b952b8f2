import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { cleanText } from '../../text/clean-text.ts';
import type { PlanParts } from './plan-parts.ts';
import type { PlanLimit, PlanState, PlanUpdate } from './plan-state.ts';
import { renderEarlier, renderProgress } from './render-progress.ts';

const maxAnswerChars = 16_000;

const limitSentences = {
  steps: 'The work ended at its limit of steps',
  're-plans': 'The work ended because no further plan may be made',
  'python-calls': 'The work ended at its limit of programs',
} satisfies Record<PlanLimit, string>;

/** Words the answer; where a limit ended the work, a sentence of ours says so whatever the model writes. */
export async function answerQuestion(
  { model }: PlanParts,
  state: PlanState,
  { signal }: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const { query, context, earlier, results, limit } = state;
  const prompt = model.prompts.render('plan-answer', {
    query,
    context: context ?? '(none)',
    earlier: renderEarlier(earlier),
    progress: renderProgress(results),
    limit: limit === null ? '(none)' : `${limitSentences[limit]}; say what is missing.`,
  });
  const text = cleanText(await model.text({ ...prompt, signal }), maxAnswerChars).trim();
  if (limit === null) return { answer: text, status: 'answered' };
  const done = results.filter(({ status }) => status === 'succeeded').length;
  const notice = `${limitSentences[limit]} after ${results.length} steps, of which ${done} succeeded, so this answer may be incomplete.`;
  return { answer: `${text}\n\n${notice}`, status: 'incomplete' };
}
