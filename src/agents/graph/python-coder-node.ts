import type { LangGraphRunnableConfig } from '@langchain/langgraph';
import { openToolbox, type ToolboxOptions } from '../../tools/toolbox.ts';
import type { ArtifactRef, CoderReply } from './coder-reply.ts';
import { usableFiles } from './pick-files.ts';
import { runCoder } from './run-coder.ts';

/** What a node needs of the state around it. */
export interface NodeInput {
  query: string;
  /** Names of files; all there are unless given. */
  files?: string[] | undefined;
  context?: string | undefined;
  /** What earlier calls of the same conversation wrote. */
  artifacts?: ArtifactRef[] | undefined;
}

export interface PythonCoderNodeOptions<State, Update> extends ToolboxOptions {
  /** Where the state has the question; `query`, `files`, `context` and `artifacts` unless given. */
  read?: ((state: State) => NodeInput) | undefined;
  /** What the reply changes in the state; `{ reply }` unless given. */
  write?: ((reply: CoderReply, state: State) => Update) | undefined;
}

/** A node for any graph that answers one question with Python. A program that needs an approval has not run: `reply.approvalRequest` says what to decide. */
export function createPythonCoderNode<State = NodeInput, Update = { reply: CoderReply }>(
  options: PythonCoderNodeOptions<State, Update> = {},
): (state: State, config: LangGraphRunnableConfig) => Promise<Update> {
  const { read = (state) => state as unknown as NodeInput, write = (reply) => ({ reply }) as Update } =
    options;
  const toolbox = openToolbox(options);
  return async (state, config) => {
    const { query, files, context, artifacts = [] } = read(state);
    const reach = { allowed: null, artifacts };
    const names = files ?? (await usableFiles({ ...reach, shelf: toolbox.shelf })).names;
    return write(await runCoder(toolbox, { query, context, files: names }, { config, reach }), state);
  };
}
