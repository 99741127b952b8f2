import type { PlanState, PlanUpdate } from './plan-state.ts';

const maxEarlier = 6;
const maxEarlierChars = 2_000;

/** A new question in a conversation: what the last one left is put away, except what was said and the files that were written. */
export function beginQuestion({ query, earlier, asked, answer }: PlanState): PlanUpdate {
  const last = answer === '' ? [] : [{ query: asked, answer: answer.slice(0, maxEarlierChars) }];
  return {
    earlier: [...earlier, ...last].slice(-maxEarlier),
    asked: query.slice(0, maxEarlierChars),
    steps: [],
    current: null,
    results: [],
    plans: 0,
    pythonCalls: 0,
    reply: null,
    decision: null,
    limit: null,
    next: 'plan',
    status: 'working',
    answer: '',
  };
}
