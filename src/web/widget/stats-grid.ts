import { html, type TemplateResult } from 'lit';
import type { PythonToolStats } from '../../contracts/python-tool-widget.ts';
import { durationText, figure } from '../model/figures.ts';
import { relativeTime } from './relative-time.ts';

/** How often, how well, how fast, how badly, and how long ago. */
export function statsGrid(stats: PythonToolStats, nowMs: number): TemplateResult {
  const { executionCount, successCount, errorCount, averageMs, lastExecutionTime } = stats;
  const isEmpty = executionCount === 0;
  const cells = [
    ['Executions', figure(executionCount)],
    ['Success rate', isEmpty ? '–' : `${Math.round((100 * successCount) / executionCount)} %`],
    ['Average time', isEmpty ? '–' : durationText(averageMs)],
    ['Errors', figure(errorCount)],
  ];
  const last = lastExecutionTime === null ? Number.NaN : new Date(lastExecutionTime).getTime();
  return html`<div>
    <dl class="stats">
      ${cells.map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}
    </dl>
    <p class="muted small">
      ${
        Number.isNaN(last)
          ? 'Nothing has run yet.'
          : html`Last execution <time datetime=${new Date(last).toISOString()}>${relativeTime(last, nowMs)}</time>`
      }
    </p>
  </div>`;
}
