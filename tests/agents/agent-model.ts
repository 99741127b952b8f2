import { AIMessage, type BaseMessage } from '@langchain/core/messages';
import { type FakeBuiltModel, fakeModel } from '@langchain/core/testing';

type Reply = string | object | ((prompt: string) => string | object);

/** LangChain's own fake model that gives these replies in order; objects are sent as fenced JSON, as small models do. */
export function agentModel(replies: readonly Reply[]): FakeBuiltModel {
  return replies.reduce<FakeBuiltModel>(
    (model, reply) =>
      model.respond((messages) => message(typeof reply === 'function' ? reply(promptOf(messages)) : reply)),
    fakeModel(),
  );
}

/** Everything one call said to the model. */
export function promptOf(messages: BaseMessage[]): string {
  return messages.map((each) => each.text).join('\n');
}

/** What the model was told, call by call. */
export function promptsOf(model: FakeBuiltModel): string[] {
  return model.calls.map(({ messages }) => promptOf(messages));
}

function message(reply: string | object): AIMessage {
  const text = typeof reply === 'string' ? reply : `\`\`\`json\n${JSON.stringify(reply)}\n\`\`\``;
  return new AIMessage(text);
}

/** A plan of Python steps that read these files. */
export function pythonPlan(tasks: string[], files: string[] = []) {
  return { steps: tasks.map((task) => ({ task, tool: 'python_coder', files })) };
}

export const enough = { finding: 'The number is there.', next: 'answer' };
export const goOn = { finding: 'A first part.', next: 'continue' };
