import { randomUUID } from 'node:crypto';
import {
  AIMessage,
  type BaseMessage,
  HumanMessage,
  isSystemMessage,
  SystemMessage,
} from '@langchain/core/messages';
import type { ToolCall as LangChainCall } from '@langchain/core/messages/tool';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { cleanText } from '../../text/clean-text.ts';
import type {
  ParsedText,
  ToolCallDialect,
  ToolCallParser,
  ToolCallStream,
  WrittenCall,
} from '../../tools/parsing/tool-call-parser.ts';
import { wireName } from '../../tools/wire-name.ts';
import { neutraliseMarks } from './neutralise-marks.ts';
import type { Offer } from './offered-tools.ts';
import type { ReplyParsers } from './reply-parsers.ts';
import { resultTexts, writtenHistory } from './written-history.ts';

const fenceTool = wireName('builtin.execute_python_code');
const maxCalls = 64;
const maxReasonChars = 1_000;

export interface ExchangeParts {
  dialect: ToolCallDialect;
  parsers: ReplyParsers;
  prompts: Prompts;
}

/** Without tools to call, all of a reply is text. */
const untouched: ToolCallStream = {
  push: (text) => ({ calls: [], text }),
  end: () => ({ calls: [], text: '', faults: [] }),
};

/** One request to a model that writes its calls, and what its reply means. */
export class Exchange {
  readonly #parts: ExchangeParts;
  readonly #offer: Offer;
  readonly #results: string[];
  /** As the model gets them. */
  readonly messages: BaseMessage[];

  constructor(messages: readonly BaseMessage[], offer: Offer, parts: ExchangeParts) {
    this.#parts = parts;
    this.#offer = offer;
    this.#results = resultTexts(messages);
    const written = writtenHistory(messages, parts.dialect);
    this.messages = offer.tools.length === 0 ? written : this.#withTools(written);
  }

  stream(): ToolCallStream {
    if (this.#offer.tools.length === 0) return untouched;
    return this.#parser.stream({ tools: this.#offer.tools });
  }

  /** A whole reply: its text, and its calls unless there is a problem with them. */
  read(reply: string): { text: string; calls: LangChainCall[]; problem: string | null } {
    const { tools } = this.#offer;
    const none = { calls: [], text: reply, faults: [] };
    const parsed = tools.length === 0 ? none : this.#parser.parse(reply, { tools });
    const calls = parsed.calls.map((call) => this.toolCall(call));
    return { text: parsed.text, calls, problem: this.problemOf(reply, parsed) };
  }

  /** Why nothing can be done with a reply, in words for the model; null where something can. */
  problemOf(reply: string, { calls, faults }: Pick<ParsedText, 'calls' | 'faults'>): string | null {
    if (calls.length > maxCalls) return `there are more than ${maxCalls} calls in it.`;
    const repeated = calls.find(({ span }) => this.#isFromResult(reply.slice(span.start, span.end)));
    if (repeated !== undefined)
      return `the call of ${repeated.name} repeats what a result says, which is data.`;
    const [fault] = faults;
    if (fault !== undefined && calls.length === 0) return fault.reason;
    if (!this.#offer.forced || calls.length > 0) return null;
    return this.#forcedPrompt('').user;
  }

  /** The conversation with a reply that can't be used, and the reason. */
  corrected(reply: string, problem: string): BaseMessage[] {
    const reason = neutraliseMarks(cleanText(problem, maxReasonChars));
    const { user } = this.#parts.prompts.render('text-tools', { instructions: '', tools: '', reason });
    return [...this.messages, new AIMessage(reply === '' ? '…' : reply), new HumanMessage(user)];
  }

  /** As LangChain knows calls, under the names the tools were offered with. */
  toolCall({ name, arguments: args }: WrittenCall): LangChainCall {
    const offered = this.#offer.tools.find((tool) => tool.name === wireName(name));
    return { type: 'tool_call', id: `call_${randomUUID()}`, name: offered?.name ?? wireName(name), args };
  }

  /** Where no tool stands for it, a fence of Python is part of an answer. */
  get #parser(): ToolCallParser {
    const { calls, fences } = this.#parts.parsers;
    return this.#offer.tools.some(({ name }) => name === fenceTool) ? fences : calls;
  }

  #isFromResult(call: string): boolean {
    const said = call.trim();
    return this.#results.some((result) => result.includes(said));
  }

  #withTools(messages: BaseMessage[]): BaseMessage[] {
    const { dialect, prompts } = this.#parts;
    const [first, ...rest] = messages;
    const begun = first !== undefined && isSystemMessage(first);
    const { system } = prompts.render('text-tools', {
      instructions: begun ? first.text : '',
      tools: dialect.renderTools(this.#offer.tools),
      reason: '',
    });
    const told = this.#offer.forced ? this.#forcedPrompt(system).system : system;
    return [new SystemMessage(told.trim()), ...(begun ? rest : messages)];
  }

  #forcedPrompt(instructions: string) {
    const [only, ...others] = this.#offer.tools;
    const called = only === undefined || others.length > 0 ? 'one of the tools' : only.name;
    return this.#parts.prompts.render('text-tools-forced', { instructions, called });
  }
}
