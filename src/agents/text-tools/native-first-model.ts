import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import type { ChatResult } from '@langchain/core/outputs';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import type { Exchange, ExchangeParts } from './exchange.ts';
import { nativeTools } from './only-in-text.ts';
import { readWrittenStream } from './read-written-stream.ts';
import { endOf, messageOf } from './reply-messages.ts';
import { plainOf, resultOf, TextToolModel } from './text-tool-model.ts';

/** What servers answer to a request with tools that they do not take. */
const refusals = [400, 404, 405, 415, 422, 501];
/** Codes of refusals that another form of the same request would meet again. */
const otherReasons: unknown[] = [
  'context_length_exceeded',
  'string_above_max_length',
  'model_not_found',
  'invalid_api_key',
  'content_filter',
  'content_policy_violation',
  'insufficient_quota',
];

const isText = Promise.resolve(false);

export interface NativeFirstOptions {
  /** Asked before the first request with tools: false where the server says that the model has no native tools. */
  hasNativeTools(): Promise<boolean>;
  parts(): Promise<ExchangeParts>;
  /** Told once, when calls begin to be text. */
  onText(why: 'told' | 'refused'): Promise<void>;
}

/** A model that is asked with native tools until its server refuses them and takes the same request with tools as text. Calls that come as text all the same are read. */
export class NativeFirstModel extends TextToolModel {
  #isNative: Promise<boolean> | null = null;
  readonly #options: NativeFirstOptions;

  constructor(inner: BaseChatModel, options: NativeFirstOptions) {
    super(inner, options.parts);
    this.#options = options;
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    if (!(await this.#tries(options))) return super._generate(messages, options);
    try {
      const reply = await this.#native(options).invoke(messages, { ...plainOf(options), callbacks: [] });
      if (offersNone(options)) return resultOf(reply);
      const read = (await this.#nativeExchange(messages, options)).read(reply.text);
      const isWritten = (reply.tool_calls ?? []).length === 0 && read.calls.length > 0;
      return resultOf(isWritten && read.problem === null ? messageOf(reply, read) : reply);
    } catch (error) {
      return await this.#instead(error, options, () => super._generate(messages, options));
    }
  }

  protected override async *pieces(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<AIMessageChunk> {
    if (!(await this.#tries(options))) return yield* super.pieces(messages, options);
    let stream: AsyncIterable<AIMessageChunk>;
    try {
      stream = await begun(
        await this.#native(options).stream(messages, { ...plainOf(options), callbacks: [] }),
      );
    } catch (error) {
      const written = super.pieces(messages, options);
      return yield* await this.#instead(error, options, () => begun(written));
    }
    yield* offersNone(options) ? stream : this.#readNative(stream, messages, options);
  }

  async *#readNative(
    chunks: AsyncIterable<AIMessageChunk>,
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<AIMessageChunk> {
    let calls = 0;
    async function* withoutCalls(): AsyncGenerator<AIMessageChunk> {
      for await (const chunk of chunks) {
        calls += chunk.tool_call_chunks?.length ?? 0;
        yield chunk;
      }
    }
    const read = yield* readWrittenStream(withoutCalls(), await this.#nativeExchange(messages, options));
    yield calls === 0 && read.problem === null
      ? endOf(read.text, read.calls, read.metadata)
      : endOf(read.left, [], read.metadata);
  }

  /** What only stands for what models write is text here. */
  #nativeExchange(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<Exchange> {
    return this.exchange(messages, { ...options, tools: nativeTools(options.tools ?? []) });
  }

  #native(options: this['ParsedCallOptions']): Pick<BaseChatModel, 'invoke' | 'stream'> {
    const { tool_choice, parallel_tool_calls, strict } = options;
    const tools = nativeTools(options.tools ?? []);
    if (tools.length === 0 || this.inner.bindTools === undefined) return this.inner;
    const wanted = Object.entries({ tool_choice, parallel_tool_calls, strict });
    const given = Object.fromEntries(wanted.filter(([, value]) => value !== undefined));
    return this.inner.bindTools(tools, given) as unknown as Pick<BaseChatModel, 'invoke' | 'stream'>;
  }

  /** The same request in text where that may be what was refused; if it fails as well, the first fault counts. */
  async #instead<Value>(
    error: unknown,
    { tools = [], signal }: this['ParsedCallOptions'],
    ask: () => Promise<Value>,
  ): Promise<Value> {
    throwIfCancelled(signal);
    const { status, code } = error as { status?: unknown; code?: unknown };
    const isRefusal = refusals.includes(Number(status)) && !otherReasons.includes(code);
    if (offersNone({ tools }) || !isRefusal) throw error;
    try {
      const refused = this.#isNative;
      const reply = await ask();
      const isNews = this.#isNative === refused;
      this.#isNative = isText;
      if (isNews) await this.#options.onText('refused');
      return reply;
    } catch {
      throwIfCancelled(signal);
      throw error;
    }
  }

  /** Whether this request is made with native tools; those without tools are the same either way. */
  async #tries(options: this['ParsedCallOptions']): Promise<boolean> {
    if (offersNone(options) && this.#isNative === null) return true;
    this.#isNative ??= this.#options.hasNativeTools().then(async (has) => {
      if (!has) await this.#options.onText('told');
      return has;
    });
    return this.#isNative;
  }
}

function offersNone({ tools = [] }: { tools?: unknown[] | undefined }): boolean {
  return tools.length === 0;
}

/** A stream whose first piece has come: what a server refuses, it refuses before that. */
async function begun<Piece>(stream: AsyncIterable<Piece>): Promise<AsyncIterable<Piece>> {
  const pieces = stream[Symbol.asyncIterator]();
  const first = await pieces.next();
  return (async function* () {
    try {
      if (first.done !== true) yield first.value;
      yield* { [Symbol.asyncIterator]: () => pieces };
    } finally {
      await pieces.return?.();
    }
  })();
}
