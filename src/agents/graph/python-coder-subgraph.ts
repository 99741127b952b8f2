import { type BaseCheckpointSaver, END, START, StateGraph, StateSchema } from '@langchain/langgraph';
import { z } from 'zod';
import { openToolbox, type ToolboxOptions } from '../../tools/toolbox.ts';
import { askPerson } from './ask-person.ts';
import { artifactRefSchema, coderReplySchema, decisionSchema } from './coder-reply.ts';
import { createPythonCoderNode } from './python-coder-node.ts';
import { resumeCoder } from './run-coder.ts';

/** Keys a graph around the sub-graph shares with it by name. */
export const pythonCoderState = new StateSchema({
  query: z.string(),
  files: z.array(z.string()).optional(),
  context: z.string().optional(),
  artifacts: z.array(artifactRefSchema).default(() => []),
  reply: coderReplySchema.nullable().default(null),
  decision: decisionSchema.default(null),
});

export interface PythonCoderSubgraphOptions extends ToolboxOptions {
  checkpointer?: BaseCheckpointSaver | undefined;
}

/** Answers one question with Python; where the policy asks for an approval it interrupts with the request and goes on with the `ApprovalDecision` it is resumed with. Without a checkpointer of its own it uses that of the graph around it. */
export function createPythonCoderSubgraph({ checkpointer, ...options }: PythonCoderSubgraphOptions = {}) {
  const toolbox = openToolbox(options);
  type State = typeof pythonCoderState.State;
  const run = createPythonCoderNode<State>({ ...options, files: toolbox.shelf });
  const next = ({ reply }: State) => (reply?.approvalRequest ? 'approval' : END);
  return new StateGraph(pythonCoderState)
    .addNode('python_coder', async (state, config) => ({ ...(await run(state, config)), decision: null }))
    .addNode('approval', ({ reply }) => ({
      decision: reply?.approvalRequest ? askPerson(reply.approvalRequest) : null,
    }))
    .addNode('run_decided', async ({ reply, decision, artifacts }, config) => {
      const request = reply?.approvalRequest;
      if (!request || !decision) return { decision: null };
      const place = { config, reach: { allowed: null, artifacts } };
      const asked = { request, decision, files: reply.files };
      return { reply: await resumeCoder(toolbox, asked, place), decision: null };
    })
    .addEdge(START, 'python_coder')
    .addConditionalEdges('python_coder', next, ['approval', END])
    .addEdge('approval', 'run_decided')
    .addConditionalEdges('run_decided', next, ['approval', END])
    .compile({ name: 'python_coder', ...(checkpointer && { checkpointer }) });
}
