import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { BaseMessage } from '@langchain/core/messages';
import { z } from 'zod';
import type { ChatRequest } from '../contracts/chat-model.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { askStructured } from '../llm/ask-structured.ts';
import { jsonObjects } from '../llm/json-objects.ts';
import { stripThinking } from '../llm/strip-thinking.ts';
import { loadPrompts, type Prompts } from '../prompts/load-prompts.ts';
import { providerProblem } from './provider-problem.ts';

/** A model, or what gives one when it is first needed. */
export type ChatModelSource = BaseChatModel | (() => BaseChatModel | Promise<BaseChatModel>);

export interface Question {
  system: string;
  user: string;
  signal?: AbortSignal | undefined;
}

/** A LangChain model as our agents ask it. Both calls throw `CoderError` `model-failed` or `cancelled`. */
export interface AskedModel {
  readonly prompts: Prompts;
  /** Never empty: a reply with nothing in it is asked for once more. */
  text(question: Question): Promise<string>;
  /** Through the model's own structured output, else as text that is searched for the object. */
  object<Value>(question: Question, name: string, schema: z.ZodType<Value>): Promise<Value>;
}

/** What servers answer that do not know tools or schemas. */
const unknownForm = [400, 404, 415, 422, 501];
/** Faults another form of the same question would meet again. */
const lastingFaults = [401, 402, 403, 408, 409, 429, 500, 502, 503, 504];
const noUsage = { inputTokens: 0, outputTokens: 0 };

/** Opens nothing before the first question. */
export function askedModel(source: ChatModelSource): AskedModel {
  const prompts = loadPrompts();
  let opened: Promise<BaseChatModel> | null = null;
  let isStructured = true;

  async function open(): Promise<BaseChatModel> {
    opened ??= Promise.resolve(typeof source === 'function' ? source() : source);
    try {
      return await opened;
    } catch (error) {
      opened = null;
      throw error;
    }
  }

  async function replyText({ system, user, signal }: Question): Promise<string> {
    const model = await open();
    return guarded(signal, async () => {
      const reply = await model.invoke(messages({ system, user }), signal ? { signal } : {});
      return stripThinking(reply.text);
    });
  }

  /** Undefined where the model has no such form, or put something else into it. */
  async function structured<Value>(
    { signal, ...question }: Question,
    name: string,
    schema: z.ZodType<Value>,
  ): Promise<Value | undefined> {
    const model = await open();
    if (!isStructured) return undefined;
    try {
      const form = model.withStructuredOutput(wireSchema(schema), { name, includeRaw: true });
      const reply = await form.invoke(messages(question), signal ? { signal } : {});
      return fitting(reply, schema);
    } catch (error) {
      throwIfCancelled(signal);
      const status = Number((error as { status?: unknown }).status);
      if (lastingFaults.includes(status)) throw error;
      if (unknownForm.includes(status) || error instanceof SyntaxError) isStructured = false;
      return undefined;
    }
  }

  return {
    prompts,
    async text(question) {
      for (let attempt = 0; attempt < 2; attempt += 1) {
        const reply = await replyText(question);
        if (reply.trim() !== '') return reply;
      }
      throw new CoderError('The model replied with nothing, twice: ask again, or use another model.', {
        code: 'model-failed',
      });
    },
    async object(question, name, schema) {
      const { signal } = question;
      const value = await guarded(signal, () => structured(question, name, schema));
      if (value !== undefined) return value;
      const { system, user } = prompts.render('json-reply', {
        system: question.system,
        user: question.user,
        schema: JSON.stringify(wireSchema(schema)),
      });
      const request = { purpose: 'agent', system, user, signal, schema, schemaName: name } as const;
      const ask = async (asked: ChatRequest) => ({ text: await replyText(asked), usage: noUsage });
      return (await askStructured(request, ask, { name: await nameOf(open), prompts })).value;
    },
  };
}

function messages({ system, user }: Question): [string, string][] {
  return [
    ['system', system],
    ['human', user],
  ];
}

/** As JSON Schema: given zod, LangChain throws a reply away that does not fit, though the object may be in its text. */
function wireSchema(schema: z.ZodType): Record<string, unknown> {
  const { $schema, ...wire } = z.toJSONSchema(schema);
  return wire;
}

/** What fits of a structured reply: the object LangChain parsed, or one in the text it could not parse. */
function fitting<Value>(reply: { raw?: BaseMessage; parsed?: unknown }, schema: z.ZodType<Value>) {
  const text = stripThinking(reply?.raw?.text ?? '');
  for (const value of [reply, reply?.parsed, ...jsonObjects(text)]) {
    const { data } = schema.safeParse(value);
    if (data !== undefined) return data;
  }
  return undefined;
}

async function nameOf(open: () => Promise<BaseChatModel>): Promise<string> {
  const model = await open();
  return 'model' in model && typeof model.model === 'string' ? model.model : model.getName();
}

/** Whatever a provider throws, as ours. */
async function guarded<Value>(signal: AbortSignal | undefined, ask: () => Promise<Value>): Promise<Value> {
  throwIfCancelled(signal);
  try {
    return await ask();
  } catch (cause) {
    throwIfCancelled(signal);
    if (cause instanceof CoderError) throw cause;
    throw new CoderError(`The model of the agent failed: ${providerProblem(cause)}`, {
      code: 'model-failed',
      cause,
    });
  }
}
