import { type AIMessage, type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { Command, type StateSnapshot } from '@langchain/langgraph';
import type { ReactAgent as CompiledAgent } from 'langchain';
import type { ApprovalDecision, ApprovalRequest } from '../../contracts/approval.ts';
import type { FileInput } from '../../contracts/file-input.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import { cleanText } from '../../text/clean-text.ts';
import type { Toolbox } from '../../tools/toolbox.ts';
import type { AgentEvent, Turn } from '../agent-event.ts';
import { providerProblem } from '../provider-problem.ts';
import { recordReply } from './agent-tool.ts';
import { type PendingCall, pendingCalls } from './approval-pause.ts';
import type { AskedInOrder } from './asked-in-order.ts';
import { modelNode, readStream } from './read-stream.ts';
import { keepFiles, restoreShelf } from './restore-shelf.ts';
import { settleCall } from './settle-call.ts';
import { settledReplies } from './settled-replies.ts';
import type { Reread } from './written-calls.ts';

interface Parts {
  agent: CompiledAgent;
  prompts: Prompts;
  toolbox: Toolbox;
  /** Threads of this agent that are being worked on. */
  busy: Set<string>;
  /** Tool calls that have not ended. */
  running: Set<Promise<unknown>>;
  order: AskedInOrder;
  thread: string;
  maxModelCalls: number;
  /** Names of the tools whose records are ours. */
  own: readonly string[];
  /** The latest reply with the calls that are written in it. */
  reread(messages: BaseMessage[]): Reread;
}

export interface MessageOptions {
  /** New files, which this and all later messages may name. */
  files?: FileInput[] | undefined;
  signal?: AbortSignal | undefined;
  onEvent?: ((event: AgentEvent) => void) | undefined;
}

/** One conversation with its own files and memory; one message at a time. */
export class Conversation {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** A conversation with the memory and the files its thread left behind. */
  static async open(parts: Parts): Promise<Conversation> {
    const conversation = new Conversation(parts);
    restoreShelf(parts.toolbox.shelf, await conversation.messages(), parts.own);
    return conversation;
  }

  get thread(): string {
    return this.#parts.thread;
  }

  /** Names of every file calls may use: given ones and those that earlier calls wrote. */
  get files(): string[] {
    return this.#parts.toolbox.shelf.names;
  }

  /** Everything said so far. */
  async messages(): Promise<BaseMessage[]> {
    return messagesOf(await this.#state());
  }

  /** The request this conversation waits for a decision on, also one that another process left behind; null for none. */
  async waitingFor(): Promise<ApprovalRequest | null> {
    return waitingCall(await this.#state())?.request ?? null;
  }

  /** Answers one message; of a message that was cancelled, or whose process died, the model learns that its calls were lost. Throws `input-invalid` while another message is being answered, `cancelled`, and `model-failed` when the model can't be reached; what was said before is kept. */
  send(message: string, { files = [], ...observer }: MessageOptions = {}): Promise<Turn> {
    return this.#alone(async () => {
      const { prompts, toolbox } = this.#parts;
      const state = await this.#state();
      if (waitingCall(state) !== null) throw refused(undecided);
      const names = toolbox.shelf.addAll(files);
      const added = names.map((name) => JSON.stringify(cleanText(name, 200))).join(', ');
      const { user } = prompts.render('react', {
        message,
        files: added === '' ? '' : `Files added: ${added}`,
      });
      const human = new HumanMessage({ content: user.trim(), additional_kwargs: keepFiles(files, names) });
      return this.#run({ messages: [...settledReplies(messagesOf(state)), human] }, observer);
    });
  }

  /**
   * Goes on after a turn that ended as `approval-required`: the request it carried, and what a person decided. Edited code
   * is verified and asked about again, in another such turn; of a request that came too late the model learns that.
   */
  decide(
    request: ApprovalRequest,
    decision: ApprovalDecision,
    observer: Omit<MessageOptions, 'files'> = {},
  ): Promise<Turn> {
    return this.#alone(async () => {
      const { toolbox } = this.#parts;
      const { signal, onEvent } = observer;
      throwIfCancelled(signal);
      const pending = waitingCall(await this.#state());
      if (pending?.request.callId !== request.callId) throw refused(nothingWaits);
      const tell = (event: TaskEvent) => onEvent?.({ type: 'task-event', event });
      const reply = recordReply(
        await settleCall(toolbox, pending, { request, decision, signal, onEvent: tell }),
      );
      if (reply.approvalRequest !== undefined) return waiting(reply.approvalRequest);
      return this.#run(new Command({ resume: reply }), observer);
    });
  }

  /** Reads the model's latest reply again and performs the calls that are written in it, as if the model had made them; a sentence where it can't. */
  reparse(observer: Omit<MessageOptions, 'files'> = {}): Promise<Turn | string> {
    return this.#alone<Turn | string>(async () => {
      const { agent, reread } = this.#parts;
      const state = await this.#state();
      if (waitingCall(state) !== null) throw refused(undecided);
      const { message, problem } = reread(messagesOf(state));
      if (message === null) return problem;
      await agent.graph.updateState(this.#config(), { messages: [message] }, modelNode);
      return this.#run(null, observer, message);
    });
  }

  /** Two messages at once would lose one of them. */
  async #alone<Value = Turn>(work: () => Promise<Value>): Promise<Value> {
    const { busy, thread } = this.#parts;
    if (busy.has(thread)) throw refused(working);
    busy.add(thread);
    try {
      return await work();
    } finally {
      busy.delete(thread);
    }
  }

  async #run(input: object | null, { signal, onEvent }: MessageOptions, begun?: AIMessage): Promise<Turn> {
    throwIfCancelled(signal);
    const { agent, maxModelCalls, order, own } = this.#parts;
    const over = new AbortController();
    try {
      const stream = await agent.stream(input as never, {
        ...this.#config(),
        streamMode: ['updates', 'messages', 'custom'] as const,
        recursionLimit: maxModelCalls * 8 + 10,
        durability: 'sync',
        signal: AbortSignal.any([over.signal, ...(signal === undefined ? [] : [signal])]),
      });
      const tell = (event: AgentEvent): void => {
        onEvent?.(event);
        order.heard(event);
      };
      return await readStream(stream as AsyncIterable<[string, unknown]>, { tell, own, begun });
    } catch (cause) {
      over.abort();
      await Promise.allSettled(this.#parts.running);
      throwIfCancelled(signal);
      const known = [cause, (cause as Error).cause].find((error) => error instanceof CoderError);
      if (known !== undefined) throw known;
      const problem = `The model could not be asked (${providerProblem(cause)}).`;
      throw new CoderError(problem, { code: 'model-failed', cause });
    }
  }

  #state(): Promise<StateSnapshot> {
    return this.#parts.agent.graph.getState(this.#config()) as Promise<StateSnapshot>;
  }

  #config() {
    return { configurable: { thread_id: this.#parts.thread } };
  }
}

function messagesOf({ values }: StateSnapshot): BaseMessage[] {
  return (values as { messages?: BaseMessage[] }).messages ?? [];
}

/** The call whose request the graph is paused at; several are asked about one after the other. */
function waitingCall(state: StateSnapshot): PendingCall | null {
  const [paused] = state.tasks.flatMap(({ interrupts }) => interrupts);
  const request = paused?.value as ApprovalRequest | undefined;
  return pendingCalls(messagesOf(state)).find((call) => call.request.callId === request?.callId) ?? null;
}

function waiting(request: ApprovalRequest): Turn {
  return { status: 'approval-required', text: '', calls: [], approvalRequest: request };
}

const undecided = 'The conversation waits for a decision on a program: decide on that first.';
const nothingWaits = 'This conversation waits for no decision on that program.';
const working = 'The conversation is still answering another message: wait for its turn to end.';

function refused(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
