import { performance } from 'node:perf_hooks';
import type { Phase } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import { escapeLine } from './escape-terminal.ts';
import { eventRows, type Row, runRow } from './event-rows.ts';
import { formatElapsed } from './format-units.ts';
import { pageOf } from './page.ts';
import { renderRows } from './render-rows.ts';
import { StatusLine } from './status-line.ts';
import type { Terminal } from './world.ts';

const activities: Record<Phase, string> = {
  prepare: 'Reading the files',
  generate: 'Writing the code',
  verify: 'Verifying the code',
  review: 'Reviewing the code',
  modify: 'Modifying the code',
  execute: 'Running the program',
  collect: 'Collecting the files',
};

/** The phases an event is the outcome of; their time is shown with it. */
const workOf: Partial<Record<TaskEvent['type'], Phase[]>> = {
  'code-generated': ['generate'],
  'round-verified': ['verify', 'review'],
  'code-modified': ['modify'],
};

interface Activity {
  phase: Phase | 'setup';
  name: string;
  detail: string;
  startedAt: number;
}

/** Shows a running task on standard error: a turning status line on a terminal, plain lines elsewhere, nothing when quiet. */
export class LiveDisplay implements Disposable {
  private readonly terminal: Terminal;
  private readonly quiet: boolean;
  private readonly status: StatusLine;
  private readonly shown = new Set<string>();
  private readonly workMs = new Map<Phase, number>();
  private open: Activity[] = [];

  constructor(terminal: Terminal, options: { quiet: boolean }) {
    this.terminal = terminal;
    this.quiet = options.quiet;
    this.status = new StatusLine(terminal);
  }

  readonly onEvent = (event: TaskEvent): void => {
    if (this.quiet) return;
    const rows = [...this.runRows(event), ...eventRows(event, this.takeWorkMs(event))];
    for (const { text } of rows) this.shown.add(text);
    this.status.print(renderRows(rows, pageOf(this.terminal)));
    if (event.type === 'setup-progress') this.showSetup(event.message);
    else this.follow(event);
    this.refresh();
  };

  /** Rows that are no event of a task. */
  tell(rows: Row[]): void {
    if (!this.quiet) this.status.print(renderRows(rows, pageOf(this.terminal)));
  }

  /** Text that was asked for, so it is shown also when quiet. */
  say(text: string): void {
    this.status.print(text.split('\n'));
  }

  hasShown(text: string): boolean {
    return this.shown.has(text);
  }

  /** Nothing is being worked on any more, whatever was said last. */
  settle(): void {
    this.open = [];
    this.workMs.clear();
    this.status.clear();
  }

  /** Removes the status line and gives the cursor back; what was printed stays. */
  close(): void {
    this.status.clear();
  }

  [Symbol.dispose](): void {
    this.close();
  }

  private follow(event: TaskEvent): void {
    if (event.type === 'phase-started') {
      this.open = this.open.filter(({ phase }) => phase !== 'setup');
      this.start(event.phase, activities[event.phase]);
    } else if (event.type === 'phase-finished') {
      this.open = this.open.filter(({ phase }) => phase !== event.phase && phase !== 'setup');
      this.workMs.set(event.phase, (this.workMs.get(event.phase) ?? 0) + event.durationMs);
    } else if (event.type === 'output') {
      const current = this.open.at(-1);
      const lastLine = event.text.trimEnd().split('\n').at(-1) ?? '';
      if (current && lastLine !== '') current.detail = escapeLine(lastLine.slice(-500));
    } else if (event.type === 'finished') this.open = [];
  }

  private showSetup(message: string): void {
    const text = escapeLine(message);
    if (this.open.at(-1)?.phase !== 'setup') this.start('setup', 'Setting up');
    const current = this.open.at(-1);
    if (current) current.detail = text;
    if (this.terminal.isTTY || this.shown.has(text)) return;
    this.shown.add(text);
    this.status.print(renderRows([{ mark: 'note', label: 'Setup', text }], pageOf(this.terminal)));
  }

  private start(phase: Activity['phase'], name: string): void {
    this.open.push({ phase, name, detail: '', startedAt: performance.now() });
  }

  private takeWorkMs({ type }: TaskEvent): number {
    let total = 0;
    for (const phase of workOf[type] ?? []) {
      total += this.workMs.get(phase) ?? 0;
      this.workMs.delete(phase);
    }
    return total;
  }

  /** A run that is followed by a modification has failed. */
  private runRows(next: TaskEvent): Row[] {
    const durationMs = this.workMs.get('execute');
    if (durationMs === undefined) return [];
    this.workMs.delete('execute');
    return [runRow(durationMs, next.type === 'phase-started' && next.phase === 'modify')];
  }

  private refresh(): void {
    if (!this.terminal.isTTY) return;
    const current = this.open.at(-1);
    if (current === undefined) this.status.clear();
    else {
      this.status.show(() => {
        const elapsed = formatElapsed(performance.now() - current.startedAt);
        return [current.name, elapsed, current.detail].filter((part) => part !== '').join('  ');
      });
    }
  }
}
