import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { z } from 'zod';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { renderData } from '../../prompts/render-data.ts';
import { cleanText } from '../../text/clean-text.ts';
import { usableFiles } from './pick-files.ts';
import type { PlanParts } from './plan-parts.ts';
import { type PlanState, type PlanUpdate, type Step, stepSchema } from './plan-state.ts';
import { renderEarlier, renderProgress } from './render-progress.ts';

const planSchema = z.object({ steps: z.array(stepSchema) });
const maxTaskChars = 4_000;
const maxFiles = 50;
/** With the results of steps it still fits what small local models take. */
const maxDataBytes = 10_000;

/** Plans what is still to be done; the model sees descriptions of files, never their content. */
export async function planSteps(
  { model, toolbox, bounds }: PlanParts,
  state: PlanState,
  { signal, writer }: LangGraphRunnableConfig,
): Promise<PlanUpdate> {
  const left = bounds.maxSteps - state.results.length;
  const reach = { shelf: toolbox.shelf, allowed: state.files, artifacts: state.artifacts };
  const { files } = await usableFiles(reach);
  const observer = { skipBadFiles: true, signal, onEvent: (event: TaskEvent) => writer?.(event) };
  const described = files.length === 0 ? [] : await toolbox.coder().describeFiles(files, observer);
  const { query, context, earlier, results, plans } = state;
  const prompt = model.prompts.render('plan', {
    query,
    context: context ?? '(none)',
    earlier: renderEarlier(earlier),
    data:
      described.length === 0
        ? '(none)'
        : renderData({ files: described }, { question: query, maxBytes: maxDataBytes }),
    progress: renderProgress(results),
    maxSteps: String(left),
  });
  const { steps } = await model.object({ ...prompt, signal }, 'plan', planSchema);
  const planned = steps
    .filter(({ task }) => task.trim() !== '')
    .slice(0, left)
    .map(bounded);
  return {
    steps: planned,
    current: null,
    plans: plans + 1,
    next: planned.length === 0 ? 'give_answer' : 'select_tool',
  };
}

/** A step as it is kept, whatever length the model gave it. */
export function bounded({ task, tool, files }: Step): Step {
  return { task: cleanText(task, maxTaskChars), tool, files: files.slice(0, maxFiles) };
}
