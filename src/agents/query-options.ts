import type { BaseChatModel } from '@langchain/core/language_models/chat_models';
import type { ApprovalPolicy } from '../contracts/approval.ts';
import type { ChatModel } from '../contracts/chat-model.ts';
import type { FileInput } from '../contracts/file-input.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import type { FunctionRegistry } from '../contracts/python-functions.ts';
import type { AgentEvent } from './agent-event.ts';
import type { Route, RoutingDecision } from './router/routes.ts';

/** Who answers a query, with what, and who is told. */
export interface QueryOptions {
  model: BaseChatModel;
  coder: PythonCoder;
  files?: FileInput[] | undefined;
  /** What the agent may call and its programs may import. */
  functions?: FunctionRegistry | undefined;
  approval?: ApprovalPolicy | undefined;
  outputDir?: string | undefined;
  /** Takes this way instead of the router's. */
  way?: Route | undefined;
  /** Asked by the router where words leave a tie. */
  tieBreaker?: ChatModel | undefined;
  signal?: AbortSignal | undefined;
  onRouted?: ((decision: RoutingDecision) => void) | undefined;
  onEvent?: ((event: AgentEvent) => void) | undefined;
}
