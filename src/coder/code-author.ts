import type { ChatModel } from '../contracts/chat-model.ts';
import type { CodeTaskResult } from '../contracts/code-task.ts';
import type { Issue } from '../contracts/issue.ts';
import { reviewCode } from '../verification/review-code.ts';
import type { Override } from './apply-overrides.ts';
import type { Coder } from './coder.ts';
import { generateCode } from './generate-code.ts';
import { modifyCode } from './modify-code.ts';
import type { Task } from './task.ts';
import { matchTemplate } from './templates/match-template.ts';

export interface Modification {
  code: string;
  changes: string[];
  overrides: Override[];
}

/** Who writes the code of one task: a model, which can also review and modify, or a built-in template, which cannot. */
export interface CodeAuthor {
  readonly generator: CodeTaskResult['generator'];
  /** `ours` lets a host without kernel isolation run it under resource limits. */
  readonly origin: 'ours' | 'untrusted';
  generate(): Promise<string>;
  review: ((code: string) => Promise<Issue[]>) | null;
  modify: ((code: string, issues: Issue[]) => Promise<Modification>) | null;
}

/** A model when one is configured or found, else a template that fits the question, else the reason there is neither. */
export async function chooseAuthor(coder: Coder, task: Task): Promise<CodeAuthor | { problem: string }> {
  const connection = await coder.connectModel(task.signal);
  if (connection.model) return modelAuthor(coder, task, connection.model);
  // A template reads the question only; context it can't read could change the answer.
  const match = task.context?.trim() ? null : matchTemplate(task.query, task.descriptions);
  if (!match)
    return {
      problem: `For this question no built-in template fits, so a model has to write the code. ${connection.problem}`,
    };
  return {
    generator: { kind: 'template', name: match.template, understood: match.understood },
    origin: 'ours',
    generate: async () => match.code,
    review: null,
    modify: null,
  };
}

/** Remarks of a reviewer who approved stay in the record but cost no round. */
function waiveApproved({ approved, issues }: { approved: boolean; issues: Issue[] }): Issue[] {
  return approved
    ? issues.map((issue) => ({ ...issue, overridden: 'The reviewer approved the code.' }))
    : issues;
}

async function modelAuthor(coder: Coder, task: Task, model: ChatModel): Promise<CodeAuthor> {
  const assignment = await coder.assignment(task);
  const options = { prompts: coder.prompts, signal: task.signal };
  task.usesModel(model.name);
  return {
    generator: { kind: 'model', name: model.name, understood: null },
    origin: 'untrusted',
    generate: async () => task.spent(await generateCode(assignment, model, options)).code,
    review: coder.config.model.review
      ? async (code) => waiveApproved(task.spent(await reviewCode({ ...assignment, code }, model, options)))
      : null,
    modify: async (code, issues) =>
      task.spent(await modifyCode({ ...assignment, code, issues }, model, options)),
  };
}
