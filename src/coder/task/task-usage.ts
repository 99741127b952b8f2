import type { CallUsage } from '../../contracts/chat-model.ts';
import type { CodeTaskResult } from '../../contracts/code-task.ts';

/** Counts what a task asks of a model. */
export class TaskUsage {
  readonly promptSha256: string[] = [];
  readonly #spent = { calls: 0, inputTokens: 0, outputTokens: 0 };
  #model: string | null = null;

  usesModel(name: string): void {
    this.#model = name;
  }

  /** Counts what a model call cost and passes its value on. */
  spent<Reply extends { usage: CallUsage; promptSha256: string }>(reply: Reply): Reply {
    this.#spent.calls += reply.usage.calls ?? 1;
    this.#spent.inputTokens += reply.usage.inputTokens;
    this.#spent.outputTokens += reply.usage.outputTokens;
    this.promptSha256.push(reply.promptSha256);
    return reply;
  }

  /** As of now. */
  get total(): CodeTaskResult['usage'] {
    return { ...this.#spent, model: this.#model };
  }
}
