import { FileShelf } from '../tools/file-shelf.ts';
import type { Turn } from './agent-event.ts';
import { askedModel } from './ask-chat-model.ts';
import { followPlan } from './follow-plan.ts';
import type { QueryOptions } from './query-options.ts';
import { createReactAgent } from './react/react-agent.ts';
import { route } from './router/route.ts';
import type { Route, RoutingDecision } from './router/routes.ts';

export interface QueryAnswer {
  decision: RoutingDecision;
  turn: Turn;
}

const ways: Record<Route, (query: string, options: QueryOptions) => Promise<Turn>> = {
  chat: async (query, { model, signal }) => {
    const asked = askedModel(model);
    const prompt = asked.prompts.render('chat', { message: query });
    return { status: 'answered', text: await asked.text({ ...prompt, signal }), calls: [] };
  },
  react: async (query, { files, signal, onEvent, ...options }) => {
    const conversation = await createReactAgent(options).open();
    return conversation.send(query, { files, signal, onEvent });
  },
  'plan-and-execute': (query, options) => followPlan(query, options),
};

/** Answers one query the way its words ask for: in words, with one agent and its tools, or by a plan of several steps. */
export async function answerQuery(query: string, options: QueryOptions): Promise<QueryAnswer> {
  const { files = [], tieBreaker, signal, way, onRouted } = options;
  const context = { files: new FileShelf(files).names, model: tieBreaker, signal };
  const decision = way === undefined ? withFunctions(await route(query, context), options) : chosen(way);
  onRouted?.(decision);
  return { decision, turn: await ways[decision.route](query, options) };
}

function chosen(way: Route): RoutingDecision {
  const tools = way === 'chat' ? [] : ['python_coder'];
  return { route: way, tools, confidence: 1, reasons: ['You asked for it.'] };
}

/** Words alone can't call a function, and the router does not know what functions are for. */
function withFunctions(decision: RoutingDecision, { functions }: QueryOptions): RoutingDecision {
  if (functions === undefined || decision.route !== 'chat') return decision;
  const reasons = [...decision.reasons, 'There are functions to call.'];
  return { ...decision, route: 'react', tools: ['python_coder'], reasons };
}
