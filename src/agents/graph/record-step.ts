import { cleanText } from '../../text/clean-text.ts';
import type { Bounds } from './plan-options.ts';
import type { PlanState, PlanUpdate, StepResult } from './plan-state.ts';

const maxTextChars = 8_000;

type Outcome = Pick<StepResult, 'status' | 'text' | 'files' | 'auditId'>;

/** The current step with what became of it. */
export function recordStep({ current, results }: PlanState, outcome: Outcome): PlanUpdate {
  if (current === null) return {};
  const { task, tool } = current;
  const text = cleanText(outcome.text, maxTextChars);
  return { results: [...results, { task, tool, finding: '', ...outcome, text }] };
}

/** A failed step leads to a new plan as long as one may be made, else to an answer that says so. */
export function afterFailure(bounds: Bounds, { plans }: PlanState): PlanUpdate {
  if (plans > bounds.maxReplans) return { limit: 're-plans', next: 'give_answer' };
  return { next: 'plan' };
}
