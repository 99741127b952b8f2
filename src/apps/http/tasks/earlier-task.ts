import type { CodeTaskResult } from '../../../contracts/code-task.ts';
import type { TaskFacts } from './task-facts.ts';

const maxCharacters = 4_000;

/** What a model is told of the task that a question follows: its question, its program and its answer, as data. */
export function contextOf(facts: TaskFacts, result: CodeTaskResult | null): string {
  const earlier = {
    question: cut(facts.query),
    program: cut(result?.code ?? ''),
    output: cut(result?.output ?? ''),
    status: result?.status ?? facts.status,
  };
  return `This question follows an earlier one about the same files. The earlier one, as data: ${JSON.stringify(earlier)}`;
}

function cut(text: string): string {
  return text.length <= maxCharacters ? text : `${text.slice(0, maxCharacters)} …`;
}
