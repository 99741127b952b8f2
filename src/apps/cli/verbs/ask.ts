import type { Turn } from '../../../agents/agent-event.ts';
import type { QueryAnswer } from '../../../agents/answer-query.ts';
import { findChatModel } from '../../../agents/chat-model.ts';
import { optionalPackage } from '../../../agents/optional-package.ts';
import type { QueryOptions } from '../../../agents/query-options.ts';
import { route } from '../../../agents/router/route.ts';
import type { Route, RoutingDecision } from '../../../agents/router/routes.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ApprovalMode } from '../../../contracts/policies.ts';
import { FileShelf } from '../../../tools/file-shelf.ts';
import { agentPackages } from '../agent-packages.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine, escapeText } from '../escape-terminal.ts';
import { modelMissing } from '../model-missing.ts';
import { noteOf } from '../note-of.ts';
import { type FunctionFlags, openNamed } from '../open-declared.ts';
import { readQuery } from '../read-query.ts';
import { savedRows } from '../saved-rows.ts';
import { run } from './run.ts';

export interface AskOptions extends FunctionFlags {
  file?: string[];
  approve?: ApprovalMode;
  way?: Route;
  quiet?: boolean;
}

const exitCodes = {
  answered: statusCodes.succeeded.exitCode,
  'out-of-steps': statusCodes.failed.exitCode,
  'approval-required': statusCodes['approval-required'].exitCode,
} satisfies Record<Turn['status'], number>;

/** Answers a query the way it asks for: in words, with tools, or by a plan. Without a model only the built-in templates can. */
export async function ask(query: string, options: AskOptions, session: Session): Promise<Answer> {
  const { observer, settings, stdin } = session;
  const question = await readQuery(query, { stdin, signal: observer.signal });
  const found = await findChatModel({ ...settings, signal: observer.signal, onNote: noteOf(session) });
  if (found.model === null) return withoutModel(question, options, { session, problem: found.problem });
  const { answerQuery } = await optionalPackage(
    agentPackages,
    () => import('../../../agents/answer-query.ts'),
  );
  await using functions = await openNamed(options, session);
  const answer = await answerQuery(question, {
    ...found,
    functions: functions ?? undefined,
    ...queryOptions(options, session),
    onRouted: (decision) => tellRoute(decision, session),
  });
  return answered(answer, session);
}

function queryOptions(
  { file: files = [], approve, outputDir, way }: AskOptions,
  { coder, approver, observer, onAgentEvent }: Session,
): Omit<QueryOptions, 'model'> {
  return {
    coder,
    files,
    approval: approver === null ? approve : { policy: approve, ask: approver },
    outputDir,
    way,
    signal: observer.signal,
    onEvent: onAgentEvent,
  };
}

function answered({ decision, turn }: QueryAnswer, session: Session): Answer {
  const { status, text } = turn;
  const waits = 'A program waits for an approval: ask in a terminal, or use --approve never.';
  return {
    exitCode: exitCodes[status],
    value: { success: status === 'answered', ...turn, route: decision },
    text: escapeText(text),
    problem: status === 'approval-required' ? waits : '',
    notes: savedRows(
      turn.calls.flatMap(({ reply }) => reply.artifacts),
      session.err,
    ).join('\n'),
  };
}

/** What a template fits is answered all the same; everything else needs a model, and the answer says so. */
async function withoutModel(
  question: string,
  options: AskOptions,
  { session, problem }: { session: Session; problem: string },
): Promise<Answer> {
  const { file: files = [] } = options;
  const decision = await route(question, { files: new FileShelf(files).names });
  tellRoute(decision, session);
  if (files.length > 0 && decision.route !== 'chat') {
    const answer = await run(question, options, session);
    return { ...answer, value: { ...answer.value, route: decision } };
  }
  return modelMissing(problem, { route: decision });
}

function tellRoute({ route: way, confidence, reasons }: RoutingDecision, { tell }: Session): void {
  const why = reasons.map(escapeLine).join(' ');
  tell([{ mark: 'note', label: 'Route', text: `${way} (${confidence.toFixed(2)})  ${why}` }]);
}
