import type { ChatModel } from '../../contracts/chat-model.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { loadPrompts, type Prompts } from '../../prompts/load-prompts.ts';
import { askForRoute } from './ask-for-route.ts';
import { readQuery } from './read-query.ts';
import type { Route, RoutingDecision, Turn } from './routes.ts';
import { sureEnough, type Weighing, weighReading } from './weigh-reading.ts';

const maxTurns = 4;

export interface RoutingContext {
  /** Names or paths of the input files; the files themselves are never opened. */
  files?: readonly string[] | undefined;
  history?: readonly Turn[] | undefined;
  /** Asked only when the word rules are unsure. */
  model?: ChatModel | undefined;
  /** The package's own unless given. */
  prompts?: Prompts | undefined;
  signal?: AbortSignal | undefined;
}

/** Chooses how to answer a query from its words, the files' names and what the user said before; throws only `cancelled`, or `prompt-invalid` when it must load the prompts. */
export async function route(query: string, context: RoutingContext = {}): Promise<RoutingDecision> {
  throwIfCancelled(context.signal);
  const files = context.files ?? [];
  const earlier = earlierQueries(context.history ?? []);
  const weighing = weighConversation(query, earlier, files);
  if (!context.model || weighing.confidence >= sureEnough) return decide(weighing);
  const tie = {
    query,
    earlier: earlier.at(-1),
    files,
    candidates: [weighing.route, weighing.rival] as const,
  };
  const { model, signal, prompts = loadPrompts() } = context;
  const answer = await askForRoute(tie, model, { prompts, signal });
  return answer.found ? followModel(weighing, answer.route) : decide(weighing, withoutModel(answer.problem));
}

/** Each query is weighed in the light of the one before it, because "and by month?" needs what its predecessor needed. */
function weighConversation(query: string, earlier: readonly string[], files: readonly string[]): Weighing {
  const weigh = (text: string, followsToolUse: boolean) =>
    weighReading(readQuery(text, { files, followsToolUse }));
  return weigh(
    query,
    earlier.reduce((followsToolUse, text) => weigh(text, followsToolUse).route !== 'chat', false),
  );
}

function earlierQueries(history: readonly Turn[]): string[] {
  return history
    .filter(({ role }) => role === 'user')
    .slice(-maxTurns)
    .map(({ content }) => content);
}

function followModel(weighing: Weighing, chosen: Route): RoutingDecision {
  const { confidence } = weighing;
  if (chosen === weighing.route) return decide(weighing, 'The words left it open; the model agrees.');
  const against = { ...weighing, route: chosen, confidence: 1 - confidence };
  return decide(against, `The words left it open; the model chose ${chosen} over ${weighing.route}.`);
}

function withoutModel(problem: string): string {
  return `The words left it open and the model could not be asked, so the words decide: ${problem}`;
}

function decide({ route: chosen, confidence, reasons }: Weighing, note?: string): RoutingDecision {
  return {
    route: chosen,
    tools: chosen === 'chat' ? [] : ['python_coder'],
    confidence: Math.round(confidence * 1_000) / 1_000,
    reasons: note === undefined ? reasons : [note, ...reasons],
  };
}
