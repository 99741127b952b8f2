import type { ChatModel } from '../../contracts/chat-model.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';
import type { Issue } from '../../contracts/issue.ts';
import type { ReviewPolicy, ReviewRecord } from '../../contracts/review-record.ts';
import type { ModelConnection } from '../../llm/connect-model.ts';
import { explainRefusal } from '../../templates/explain-refusal.ts';
import { matchTemplate } from '../../templates/match-template.ts';
import type { Examined } from '../../verification/judge-findings.ts';
import { type Review, reviewCode } from '../../verification/review-code.ts';
import type { ModelIdentity } from '../cache/cache-key.ts';
import { withCodeCache } from '../cache/with-code-cache.ts';
import type { CoderServices } from '../coder-services.ts';
import type { Task } from '../task.ts';
import { tracedModel } from '../tracing/traced-model.ts';
import { generateCode } from './generate-code.ts';
import { type Modification, modifyCode } from './modify-code.ts';

type Connected = Extract<ModelConnection, { model: ChatModel }>;

/** Judges code that passed the static checks, when the policy wants it. */
export interface Reviewer {
  readonly policy: ReviewPolicy;
  review(examined: Examined): Promise<Omit<Review, 'approved'>>;
  /** The review that reused code got in an earlier task; null for other code. */
  earlier?(code: string): { issues: Issue[]; review: ReviewRecord } | null;
}

/** Who writes the code of one task: a model, which can also review and modify, or a built-in template, which cannot. */
export interface CodeAuthor {
  readonly generator: CodeTaskResult['generator'];
  /** `ours` lets a host without kernel isolation run it under resource limits. */
  readonly origin: 'ours' | 'untrusted';
  generate(): Promise<string>;
  readonly reviewer: Reviewer | null;
  modify: ((code: string, issues: Issue[]) => Promise<Modification>) | null;
}

/** A model when one is configured or found, else a template that fits the question, else the reason there is neither. */
export async function chooseAuthor(
  coder: CoderServices,
  task: Task,
): Promise<CodeAuthor | { problem: string }> {
  const connection = await coder.connectModel(task.signal);
  if (connection.model) {
    const author = await modelAuthor(coder, task, tracedModel(connection.model));
    return withCodeCache(coder, task, { author, identity: identityOf(connection) });
  }
  // A template reads the question only; context it can't read could change the answer.
  const match = task.context?.trim() ? null : matchTemplate(task.query, task.descriptions);
  if (!match)
    return {
      problem: `For this question no built-in template fits: ${explainRefusal(task)} So a model has to write the code. ${connection.problem}`,
    };
  return {
    generator: { kind: 'template', name: match.template, understood: match.understood },
    origin: 'ours',
    generate: async () => match.code,
    reviewer: null,
    modify: null,
  };
}

/** Null for a model of the caller that has no identity: two of them may have the same name. */
function identityOf({ model, server, chosenBy }: Connected): ModelIdentity | null {
  const { name, identity } = model;
  if (chosenBy !== 'caller') return { name, server };
  return identity ? { name, server, identity } : null;
}

/** Remarks of a reviewer who approved stay in the record but cost no round. */
function waiveApproved({ approved, issues, ...review }: Review): Omit<Review, 'approved'> {
  if (!approved) return { issues, ...review };
  const overridden = 'The reviewer approved the code.';
  return { issues: issues.map((issue) => ({ overridden, ...issue })), ...review };
}

async function modelAuthor(coder: CoderServices, task: Task, model: ChatModel): Promise<CodeAuthor> {
  const brief = await coder.brief(task);
  const options = { prompts: coder.prompts, signal: task.signal };
  task.usesModel(model.name);
  return {
    generator: { kind: 'model', name: model.name, understood: null },
    origin: 'untrusted',
    generate: async () => task.spent(await generateCode(brief, model, options)).code,
    reviewer: {
      policy: task.review ?? coder.config.model.review,
      review: async (examined) =>
        waiveApproved(task.spent(await reviewCode({ ...brief, ...examined }, model, options))),
    },
    modify: async (code, issues) => task.spent(await modifyCode({ ...brief, code, issues }, model, options)),
  };
}
