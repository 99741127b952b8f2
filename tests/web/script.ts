import { type ScriptedReply, scriptedModel } from '../../src/llm/scripted-model.ts';

const maxReplies = 100;

/** A model that gives whatever a test has put last into its queue. */
export class Script {
  readonly #queue: (string | object)[] = [];
  readonly model = scriptedModel(
    Array.from(
      { length: maxReplies },
      (): ScriptedReply => () => this.#queue.shift() ?? new Error('no reply'),
    ),
  );

  push(...replies: (string | object | Promise<string | object>)[]): void {
    this.#queue.push(...replies);
  }

  /** A reply that is given when the test says so. */
  hold(): (value: string | object) => void {
    let release: (value: string | object) => void = () => {};
    this.push(
      new Promise<string | object>((resolve) => {
        release = resolve;
      }),
    );
    return release;
  }
}
