import { once } from 'node:events';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ReloadEvent } from '../../../contracts/python-functions.ts';
import { orCancelled } from '../../../filesystem/or-cancelled.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import type { Row } from '../event-rows.ts';
import { formatCount, formatDuration } from '../format-units.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { renderFindings } from '../render-findings.ts';

type EventOf<Type extends ReloadEvent['type']> = Extract<ReloadEvent, { type: Type }>;

/** Tells of every reload, and of every change that could not be taken over, until it is stopped. */
export async function watch(flags: FunctionFlags, session: Session): Promise<Answer> {
  const { signal } = session.observer;
  const counts = { reloaded: 0, kept: 0 };
  await using registry = await openDeclared(flags, session);
  await using watching = registry.watch({
    onEvent: (event) => {
      counts[event.type] += 1;
      report(event, session);
    },
  });
  await orCancelled(watching.ready, signal);
  const functions = await registry.declared();
  session.tell([{ mark: 'note', label: 'Watching', text: formatCount(functions.length, 'function') }]);
  if (!signal.aborted) await once(signal, 'abort');
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: { success: true, ...counts },
    text: '',
    problem: '',
    notes: '',
  };
}

function report(event: ReloadEvent, { tell, say, err }: Session): void {
  if (event.type === 'reloaded') tell([reloadedRow(event)]);
  else {
    tell([{ mark: 'problem', label: 'Refused', text: escapeLine(event.reason) }]);
    if (event.findings.length > 0) say(renderFindings(event.findings, err).join('\n'));
  }
}

function reloadedRow({ added, changed, removed, warmMs }: EventOf<'reloaded'>): Row {
  const parts = Object.entries({ added, changed, removed }).flatMap(([what, names]) =>
    names.length === 0 ? [] : [`${what} ${names.map(escapeLine).join(', ')}`],
  );
  const what = parts.join('; ') || 'nothing that is declared changed';
  return { mark: 'done', label: 'Reloaded', text: `${what} (${formatDuration(warmMs)})` };
}
