import { cleanText } from '../../text/clean-text.ts';
import { dataBlock } from '../../tools/tool-text.ts';
import type { PlanState, Step, StepResult } from './plan-state.ts';

const roomChars = 9_000;
const minimumChars = 400;
const maxNames = 100;
const nothing = '(nothing)';

/** What the steps gave, in one data block of bounded size; programs, files and models wrote every word of it. */
export function renderProgress(results: readonly StepResult[]): string {
  if (results.length === 0) return nothing;
  const each = Math.max(minimumChars, Math.floor(roomChars / results.length));
  const rendered = results.map((result, index) => renderResult(result, { number: index + 1, each }));
  return dataBlock('Results', rendered.join('\n\n'));
}

function renderResult(result: StepResult, { number, each }: { number: number; each: number }): string {
  const { task, tool, status, text, finding, files } = result;
  return [
    `Step ${number} (${tool}, ${status}): ${cleanText(task, 400)}`,
    cleanText(text, each),
    ...(files.length === 0 ? [] : [`Files written: ${renderNames(files)}`]),
    ...(finding === '' ? [] : [`Finding: ${cleanText(finding, 600)}`]),
  ].join('\n');
}

/** Steps were worded by a model that has read data, so they stay data. */
export function renderSteps(steps: readonly Step[]): string {
  if (steps.length === 0) return nothing;
  return dataBlock('Steps', steps.map((step) => JSON.stringify(step)).join('\n'));
}

export function renderEarlier(earlier: PlanState['earlier']): string {
  if (earlier.length === 0) return nothing;
  return dataBlock(
    'Questions and answers',
    earlier.map(({ query, answer }) => `Question: ${query}\nAnswer: ${answer}`).join('\n\n'),
  );
}

export function renderNames(names: readonly string[]): string {
  return names
    .slice(-maxNames)
    .map((name) => JSON.stringify(cleanText(name, 200)))
    .join(', ');
}
