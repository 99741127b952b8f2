import type { CallbackManagerForLLMRun } from '@langchain/core/callbacks/manager';
import {
  BaseChatModel,
  type BaseChatModelCallOptions,
  type BindToolsInput,
} from '@langchain/core/language_models/chat_models';
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages';
import { ChatGenerationChunk, type ChatResult } from '@langchain/core/outputs';
import { Exchange, type ExchangeParts } from './exchange.ts';
import { readOffer } from './offered-tools.ts';
import { readWrittenStream } from './read-written-stream.ts';
import { addedUsage, endOf, messageOf } from './reply-messages.ts';

export interface TextToolCallOptions extends BaseChatModelCallOptions {
  tools?: BindToolsInput[] | undefined;
  parallel_tool_calls?: boolean | undefined;
  strict?: boolean | undefined;
}

/** What a model's own requests take of a request with tools. */
export type PlainOptions = Omit<
  TextToolCallOptions,
  'tools' | 'tool_choice' | 'parallel_tool_calls' | 'strict'
>;

/** A chat model whose tool calls are text: it is told of tools in its instructions, and what it writes is read. */
export class TextToolModel extends BaseChatModel<TextToolCallOptions, AIMessageChunk> {
  protected readonly inner: BaseChatModel;
  readonly #parts: () => Promise<ExchangeParts>;
  /** As servers know it. */
  readonly model: string;

  constructor(inner: BaseChatModel, parts: () => Promise<ExchangeParts>) {
    super({});
    this.inner = inner;
    this.#parts = parts;
    this.model = modelNameOf(inner);
    this.disableStreaming = inner.disableStreaming;
  }

  override _llmType(): string {
    return 'text-tools';
  }

  override get profile() {
    return this.inner.profile;
  }

  override getLsParams(options: this['ParsedCallOptions']) {
    return this.inner.getLsParams(plainOf(options) as never);
  }

  override invocationParams(options?: this['ParsedCallOptions']) {
    return this.inner.invocationParams(options && (plainOf(options) as never));
  }

  override bindTools(tools: BindToolsInput[], options: Partial<TextToolCallOptions> = {}) {
    return this.withConfig({ tools, ...options } as never);
  }

  /** Through the model's own form where it has one that is no tool. */
  // biome-ignore lint/suspicious/noExplicitAny: the overloads of LangChain have no narrower common type
  override withStructuredOutput(schema: any, config?: any): any {
    const own = this.inner.withStructuredOutput !== BaseChatModel.prototype.withStructuredOutput;
    if (own && config?.method !== 'functionCalling') return this.inner.withStructuredOutput(schema, config);
    const bindTools = (tools: BindToolsInput[]) => this.bindTools(tools, { tool_choice: 'any' });
    const forced = Object.create(this, { bindTools: { value: bindTools } });
    return BaseChatModel.prototype.withStructuredOutput.call(forced, schema, config);
  }

  override async _generate(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<ChatResult> {
    const exchange = await this.exchange(messages, options);
    const asked = { ...plainOf(options), callbacks: [] };
    const first = await this.inner.invoke(exchange.messages, asked);
    const read = exchange.read(first.text);
    if (read.problem === null) return resultOf(messageOf(first, read));
    const second = await this.inner.invoke(exchange.corrected(first.text, read.problem), asked);
    const again = exchange.read(second.text);
    const usage = addedUsage(first, second);
    const asWritten = { text: second.text, calls: [] };
    return resultOf(messageOf(second, { ...(again.problem === null ? again : asWritten), usage }));
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
    runManager?: CallbackManagerForLLMRun,
  ): AsyncGenerator<ChatGenerationChunk> {
    for await (const message of this.pieces(messages, options)) {
      const chunk = new ChatGenerationChunk({ text: message.text, message });
      yield chunk;
      const place = { prompt: 0, completion: 0 };
      await runManager?.handleLLMNewToken(chunk.text, place, undefined, undefined, undefined, { chunk });
    }
  }

  /** Text when it is certain to be none of a call, then the calls of the reply that counts. */
  protected async *pieces(
    messages: BaseMessage[],
    options: this['ParsedCallOptions'],
  ): AsyncGenerator<AIMessageChunk> {
    const exchange = await this.exchange(messages, options);
    const asked = { ...plainOf(options), callbacks: [] };
    const first = yield* readWrittenStream(await this.inner.stream(exchange.messages, asked), exchange);
    if (first.problem === null) return yield endOf(first.text, first.calls, first.metadata);
    const again = exchange.corrected(first.raw, first.problem);
    const second = yield* readWrittenStream(await this.inner.stream(again, asked), exchange);
    yield second.problem === null
      ? endOf(second.text, second.calls, second.metadata)
      : endOf(second.left, [], second.metadata);
  }

  protected async exchange(messages: BaseMessage[], options: this['ParsedCallOptions']): Promise<Exchange> {
    const offer = readOffer(options.tools ?? [], options.tool_choice);
    return new Exchange(messages, offer, await this.#parts());
  }
}

/** As its server knows it. */
export function modelNameOf(model: BaseChatModel): string {
  return 'model' in model && typeof model.model === 'string' ? model.model : model.getName();
}

export function resultOf(message: AIMessageChunk): ChatResult {
  return { generations: [{ text: message.text, message }] };
}

export function plainOf(options: TextToolCallOptions): PlainOptions {
  const { tools, tool_choice, parallel_tool_calls, strict, ...plain } = options;
  return plain;
}
