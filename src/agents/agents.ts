export type { AgentEvent, RecordedReply, Turn } from './agent-event.ts';
export { answerQuery, type QueryAnswer } from './answer-query.ts';
export { type ChatModelOptions, createChatModel } from './chat-model.ts';
export { type Checkpoints, openCheckpoints } from './checkpoints.ts';
export type { QueryOptions } from './query-options.ts';
export type { Conversation, MessageOptions } from './react/conversation.ts';
export { createReactAgent, type ReactAgent, type ReactAgentOptions } from './react/react-agent.ts';
export { type RoutingContext, route } from './router/route.ts';
export type { Route, RoutingDecision } from './router/routes.ts';
export {
  type TextToolCallsOptions,
  withTextToolCalls,
} from './text-tools/with-text-tool-calls.ts';
