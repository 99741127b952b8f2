import { type BaseMessage, HumanMessage } from '@langchain/core/messages';
import { Command } from '@langchain/langgraph';
import type { ReactAgent as CompiledAgent } from 'langchain';
import type { ApprovalDecision, ApprovalRequest } from '../../contracts/approval.ts';
import type { FileInput } from '../../contracts/code-task.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { cleanText } from '../../prompts/clean-text.ts';
import type { Prompts } from '../../prompts/load-prompts.ts';
import type { FileShelf } from '../../tools/file-shelf.ts';
import { taskReply } from '../../tools/task-output.ts';
import type { AgentEvent, RecordedReply, Turn } from '../agent-event.ts';
import { recordReply } from './agent-tool.ts';
import { type PendingCall, pendingCalls } from './approval-pause.ts';
import type { AskedInOrder } from './asked-in-order.ts';
import { lostReplies } from './lost-replies.ts';
import { readStream } from './read-stream.ts';
import { keepFiles, restoreShelf } from './restore-shelf.ts';

interface Parts {
  agent: CompiledAgent;
  coder: PythonCoder;
  prompts: Prompts;
  shelf: FileShelf;
  /** Tool calls that have not ended. */
  running: Set<Promise<unknown>>;
  order: AskedInOrder;
  thread: string;
  maxModelCalls: number;
  outputDir: string | undefined;
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
    restoreShelf(parts.shelf, await conversation.messages());
    return conversation;
  }

  get thread(): string {
    return this.#parts.thread;
  }

  /** Names of every file calls may use: given ones and those that earlier calls wrote. */
  get files(): string[] {
    return this.#parts.shelf.names;
  }

  /** Everything said so far. */
  async messages(): Promise<BaseMessage[]> {
    const { values } = await this.#parts.agent.graph.getState(this.#config());
    return (values as { messages?: BaseMessage[] }).messages ?? [];
  }

  /** Answers one message; of a message that was cancelled, or whose process died, the model learns that its calls were lost. Throws `cancelled`, and `model-failed` when the model can't be reached; what was said before is kept. */
  async send(message: string, { files = [], ...observer }: MessageOptions = {}): Promise<Turn> {
    const { prompts, shelf } = this.#parts;
    const before = await this.messages();
    if (pendingCalls(before).length > 0) throw undecided();
    const names = files.map((file) => shelf.add(file));
    const added = names.map((name) => JSON.stringify(cleanText(name, 200))).join(', ');
    const { user } = prompts.render('react', {
      message,
      files: added === '' ? '' : `Files added: ${added}`,
    });
    const human = new HumanMessage({ content: user.trim(), additional_kwargs: keepFiles(files) });
    return this.#run({ messages: [...lostReplies(before), human] }, observer);
  }

  /**
   * Goes on after a turn that ended as `approval-required`: the request it carried, and what a person decided. Edited code
   * is verified and asked about again, in another such turn.
   */
  async decide(
    request: ApprovalRequest,
    decision: ApprovalDecision,
    observer: Omit<MessageOptions, 'files'> = {},
  ): Promise<Turn> {
    const pending = pendingCalls(await this.messages()).find(
      (call) => call.request.callId === request.callId,
    );
    if (pending === undefined)
      throw new CoderError('This conversation waits for no decision on that program.', {
        code: 'input-invalid',
      });
    const reply = await this.#settle(pending, { request, decision, observer });
    if (reply.approvalRequest !== undefined) return waiting(reply.approvalRequest);
    return this.#run(new Command({ resume: reply }), observer);
  }

  async #settle(
    { files }: PendingCall,
    {
      request,
      decision,
      observer,
    }: { request: ApprovalRequest; decision: ApprovalDecision; observer: MessageOptions },
  ): Promise<RecordedReply> {
    const { coder, shelf, outputDir } = this.#parts;
    const found = shelf.find(files);
    if ('problem' in found) throw new CoderError(found.problem, { code: 'input-invalid' });
    const { signal, onEvent } = observer;
    const answer =
      decision.action === 'approve' ? { ...decision, grant: coder.approvals.grant(request) } : decision;
    const result = await coder.approvals.resume(request, answer, {
      files: found.files,
      outputDir,
      signal,
      onEvent: (event) => onEvent?.({ type: 'task-event', event }),
    });
    for (const { path, name } of result.artifacts) shelf.add({ path, name });
    return recordReply(taskReply(result));
  }

  async #run(input: object, { signal, onEvent }: MessageOptions): Promise<Turn> {
    throwIfCancelled(signal);
    const { agent, maxModelCalls, order } = this.#parts;
    try {
      const stream = await agent.stream(input as never, {
        ...this.#config(),
        streamMode: ['updates', 'messages', 'custom'] as const,
        recursionLimit: maxModelCalls * 8 + 10,
        ...(signal && { signal }),
      });
      return await readStream(stream as AsyncIterable<[string, unknown]>, (event) => {
        onEvent?.(event);
        order.heard(event);
      });
    } catch (cause) {
      await Promise.allSettled(this.#parts.running);
      throwIfCancelled(signal);
      if (cause instanceof CoderError) throw cause;
      throw new CoderError(`The model could not be asked (${(cause as Error).message}).`, {
        code: 'model-failed',
        cause,
      });
    }
  }

  #config() {
    return { configurable: { thread_id: this.#parts.thread } };
  }
}

function waiting(request: ApprovalRequest): Turn {
  return { status: 'approval-required', text: '', calls: [], approvalRequest: request };
}

function undecided(): CoderError {
  return new CoderError('The conversation waits for a decision on a program: decide on that first.', {
    code: 'input-invalid',
  });
}
