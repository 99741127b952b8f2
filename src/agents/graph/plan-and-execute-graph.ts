import { END, type LangGraphRunnableConfig, START, StateGraph } from '@langchain/langgraph';
import { openToolbox } from '../../tools/toolbox.ts';
import { askedModel } from '../ask-chat-model.ts';
import { createChatModel } from '../chat-model.ts';
import { answerQuestion } from './answer-node.ts';
import { askPerson } from './ask-person.ts';
import { beginQuestion } from './begin-node.ts';
import { planSteps } from './plan-node.ts';
import { boundsOf, type PlanAndExecuteOptions } from './plan-options.ts';
import type { PlanParts } from './plan-parts.ts';
import { type PlanState, type PlanUpdate, planInput, planState } from './plan-state.ts';
import { decidedStep, pythonStep } from './python-step-node.ts';
import { reasonStep } from './reason-node.ts';
import { reflect } from './reflect-node.ts';
import { selectTool } from './select-tool-node.ts';

type Work = (parts: PlanParts, state: PlanState, config: LangGraphRunnableConfig) => Promise<PlanUpdate>;

/** The most nodes one step can take, approvals that are asked again included. */
const nodesPerStep = 8;

/**
 * Plans, takes each step with Python or with words, thinks about its result, plans anew when a step fails, and answers.
 * With a checkpointer a conversation goes on where it was, also in another process: `invoke(null)` after a crash, an
 * `ApprovalDecision` after an interrupt. A step that has finished is never taken again.
 */
export function createPlanAndExecuteGraph(options: PlanAndExecuteOptions = {}) {
  const { model = createChatModel, checkpointer, bounds } = options;
  const parts = {
    model: askedModel(model),
    toolbox: openToolbox(options),
    bounds: boundsOf(bounds),
  };
  const node = (work: Work) => (state: PlanState, config: LangGraphRunnableConfig) =>
    work(parts, state, config);
  const next = (state: PlanState) => state.next;
  return new StateGraph({ state: planState, input: planInput })
    .addNode('begin', beginQuestion)
    .addNode('plan', node(planSteps))
    .addNode('select_tool', node(selectTool))
    .addNode('python_coder', node(pythonStep))
    .addNode('approval', ({ reply }) => ({
      decision: reply?.approvalRequest ? askPerson(reply.approvalRequest) : null,
    }))
    .addNode('run_decided', node(decidedStep))
    .addNode('reason', node(reasonStep))
    .addNode('reflect', node(reflect))
    .addNode('give_answer', node(answerQuestion))
    .addEdge(START, 'begin')
    .addEdge('begin', 'plan')
    .addConditionalEdges('plan', next, ['select_tool', 'give_answer'])
    .addConditionalEdges('select_tool', next, ['python_coder', 'reason', 'give_answer'])
    .addConditionalEdges('python_coder', next, ['approval', 'reflect', 'python_coder', 'plan', 'give_answer'])
    .addEdge('approval', 'run_decided')
    .addConditionalEdges('run_decided', next, ['approval', 'reflect', 'python_coder', 'plan', 'give_answer'])
    .addEdge('reason', 'reflect')
    .addConditionalEdges('reflect', next, ['select_tool', 'plan', 'give_answer'])
    .addEdge('give_answer', END)
    .compile({ name: 'plan_and_execute', ...(checkpointer && { checkpointer }) })
    .withConfig({
      recursionLimit: 10 + nodesPerStep * (parts.bounds.maxSteps + parts.bounds.maxPythonCalls),
      durability: 'sync',
    });
}
