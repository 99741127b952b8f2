import type { Issue, Severity } from '../../contracts/issue.ts';
import type { ModificationRecord } from '../../contracts/modification-record.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { escapeLine } from './escape-terminal.ts';
import { fileShape } from './file-shape.ts';
import { formatDuration } from './format-units.ts';
import { reusedNote } from './reused-note.ts';
import { changedText, claimText, isDoubtful, reviewNotes } from './review-facts.ts';

/** One entry of the live display: a mark, a word and what happened, all safe to print. */
export interface Row {
  mark: 'done' | 'problem' | 'note' | 'none';
  label: string;
  text: string;
}

type EventOf<Type extends TaskEvent['type']> = Extract<TaskEvent, { type: Type }>;
type Renderers = { [Type in TaskEvent['type']]?: (event: EventOf<Type>, tookMs: number) => Row[] };

const liveIssues = 10;

const renderers: Renderers = {
  'file-described': ({ file }) => [
    { mark: 'done', label: 'File', text: `${escapeLine(file.name)}  ${fileShape(file)}` },
  ],
  'code-generated': ({ generator, understood, reused }, tookMs) => [
    {
      mark: 'done',
      label: 'Code',
      text:
        understood === null
          ? `by model ${escapeLine(generator)}${reusedNote(reused)}${slow(tookMs)}`
          : `by template ${escapeLine(generator)}: "${escapeLine(understood)}"`,
    },
  ],
  'round-verified': ({ iteration, approved, issues, review }, tookMs) => [
    {
      mark: approved ? 'done' : 'problem',
      label: `Round ${iteration}`,
      text: `${[verdict(approved, issues), ...reviewNotes(review)].join('; ')}${slow(tookMs)}`,
    },
    ...issues.slice(0, liveIssues).map(issueRow),
    ...(issues.length > liveIssues
      ? [{ mark: 'none' as const, label: '', text: `and ${issues.length - liveIssues} more` }]
      : []),
  ],
  'code-modified': ({ changes, modification }, tookMs) => [
    {
      mark: 'done',
      label: 'Modified',
      text: `${modified(changes, modification)}${slow(tookMs)}`,
    },
    ...(modification?.claims ?? [])
      .filter(isDoubtful)
      .slice(0, liveIssues)
      .map((claim): Row => ({ mark: 'none', label: '', text: claimText(claim) })),
  ],
  'approval-decided': ({ decision: { outcome, approver } }) => [
    {
      mark: outcome === 'approved' || outcome === 'edited' ? 'done' : 'problem',
      label: 'Approval',
      text: `${outcome}${approver === null ? '' : ` by ${escapeLine(approver)}`}`,
    },
  ],
  warning: ({ message }) => [{ mark: 'note', label: 'Warning', text: escapeLine(message) }],
};

/** What one event leaves on the screen for good; most events leave nothing. */
export function eventRows(event: TaskEvent, tookMs: number): Row[] {
  const render = renderers[event.type] as ((event: TaskEvent, tookMs: number) => Row[]) | undefined;
  return render?.(event, tookMs) ?? [];
}

/** How a run ended is known only by what comes after it. */
export function runRow(durationMs: number, failed: boolean): Row {
  const took = formatDuration(durationMs);
  return failed
    ? { mark: 'problem', label: 'Run', text: `failed after ${took}` }
    : { mark: 'note', label: 'Run', text: took };
}

/** One issue as a row, its severity in place of the label. */
export function issueRow(issue: Issue): Row {
  const place = issue.line === undefined ? '' : `line ${issue.line}: `;
  const overridden = issue.overridden === undefined ? '' : ` (overridden: ${escapeLine(issue.overridden)})`;
  const again = issue.saidFixed === undefined ? '' : ' (said to be fixed before)';
  const text = `${place}${escapeLine(issue.message)}${again}${overridden}`;
  return { mark: 'none', label: issue.severity, text };
}

/** "2 blocking", "1 minor": only severities that occur; "no issues" when none does. */
export function countIssues(issues: Issue[]): string[] {
  const counts = (['blocking', 'major', 'minor'] satisfies Severity[]).flatMap((severity) => {
    const count = issues.filter((issue) => issue.severity === severity).length;
    return count === 0 ? [] : [`${count} ${severity}`];
  });
  return counts.length === 0 ? ['no issues'] : counts;
}

function verdict(approved: boolean, issues: Issue[]): string {
  const counts = countIssues(issues).join(', ');
  if (!approved) return counts;
  return issues.length === 0 ? 'approved' : `approved with ${counts}`;
}

function modified(changes: string[], modification: ModificationRecord | undefined): string {
  const said = changes.map(escapeLine).join('; ');
  if (modification === undefined) return said || 'the code was written anew';
  const { lines } = modification;
  return [...(said === '' ? [] : [said]), changedText(lines)].join('; ');
}

function slow(tookMs: number): string {
  return tookMs < 1000 ? '' : ` (${formatDuration(tookMs)})`;
}
