export type { ApprovalDecision, ApprovalRequest } from '../contracts/approval.ts';
export { FileShelf } from '../tools/file-shelf.ts';
export { type ChatModelOptions, createChatModel } from './chat-model.ts';
export { type Checkpoints, openCheckpoints } from './checkpoints.ts';
export type { ApprovalInterrupt } from './graph/ask-person.ts';
export type { ArtifactRef, CoderReply } from './graph/coder-reply.ts';
export { createPlanAndExecuteGraph } from './graph/plan-and-execute-graph.ts';
export type { Bounds, PlanAndExecuteOptions } from './graph/plan-options.ts';
export { type PlanState, planState, type Step, type StepResult } from './graph/plan-state.ts';
export {
  createPythonCoderNode,
  type NodeInput,
  type PythonCoderNodeOptions,
} from './graph/python-coder-node.ts';
export {
  createPythonCoderSubgraph,
  type PythonCoderSubgraphOptions,
  pythonCoderState,
} from './graph/python-coder-subgraph.ts';
export {
  createPythonFunctionNode,
  type FunctionFailure,
  type PythonFunctionNodeOptions,
} from './graph/python-function-node.ts';
export { type LoadWorkflowOptions, loadWorkflow } from './workflow/load-workflow.ts';
export type { Workflow } from './workflow/open-workflow.ts';
export type {
  NodeOutcome,
  WorkflowEvent,
  WorkflowResult,
  WorkflowRunOptions,
  WorkflowStatus,
} from './workflow/workflow-run.ts';
