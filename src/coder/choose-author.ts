import type { ChatModel } from '../contracts/chat-model.ts';
import type { ModelConnection } from '../llm/connect-model.ts';
import { explainRefusal } from '../templates/explain-refusal.ts';
import { matchTemplate } from '../templates/match-template.ts';
import { type Review, reviewCode } from '../verification/review-code.ts';
import type { CodeAuthor } from './author/code-author.ts';
import { generateCode } from './author/generate-code.ts';
import { modifyCode } from './author/modify-code.ts';
import type { ModelIdentity } from './cache/cache-key.ts';
import { withCodeCache } from './cache/with-code-cache.ts';
import type { CoderServices } from './coder-services.ts';
import type { Task } from './task/task.ts';
import { tracedModel } from './tracing/traced-model.ts';

type Connected = Extract<ModelConnection, { model: ChatModel }>;

/** A model when one is configured or found, else a template that fits the question, else the reason there is neither. */
export async function chooseAuthor(
  coder: CoderServices,
  task: Task,
): Promise<CodeAuthor | { problem: string }> {
  const connection = await coder.connectModel(task.events.signal);
  if (connection.model) {
    const author = await modelAuthor(coder, task, tracedModel(connection.model));
    return withCodeCache(coder, task, { author, identity: identityOf(connection) });
  }
  // A template reads the question only; context it can't read could change the answer.
  const { query, context, functions } = task.request;
  const { descriptions } = task.state;
  const match = context?.trim() ? null : matchTemplate(query, descriptions);
  if (!match)
    return {
      problem: `For this question no built-in template fits: ${explainRefusal({ query, context, descriptions })} ${functions ? 'Templates call no declared functions. ' : ''}So a model has to write the code. ${connection.problem}`,
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
  const { request, events, usage } = task;
  const brief = await coder.brief(task);
  const options = { prompts: coder.prompts, signal: events.signal };
  usage.usesModel(model.name);
  return {
    generator: { kind: 'model', name: model.name, understood: null },
    origin: 'untrusted',
    generate: async () => usage.spent(await generateCode(brief, model, options)).code,
    reviewer: {
      policy: request.review ?? coder.config.model.review,
      review: async (examined) =>
        waiveApproved(usage.spent(await reviewCode({ ...brief, ...examined }, model, options))),
    },
    modify: async (code, issues) => usage.spent(await modifyCode({ ...brief, code, issues }, model, options)),
  };
}
