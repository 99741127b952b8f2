import type { Draft } from './draft.ts';
import { call, data, result, run, type Step, set, Variable } from './program.ts';

const chartFile = 'chart.png';
const figure = new Variable('figure');
const charts = { bar: 'bar_chart', line: 'line_chart' } as const;
const save = run(figure.method('savefig', [chartFile]));

export type ChartKind = 'bar' | 'line' | 'histogram' | 'any';

/** The steps that draw `result` and save it, with their name for people; null when there is nothing to draw. */
export function drawChart(
  draft: Draft,
  { kind, conditions }: { kind: ChartKind; conditions: readonly string[] },
): { steps: Step[]; text: string } | null {
  if (!draft.chart) return null;
  const isHistogram = draft.template === 'histogram';
  if (isHistogram !== (kind === 'histogram')) return null;
  const where = conditions.length > 0 ? `, where ${conditions.join(' and ')}` : '';
  const title = chartText(draft.what.charAt(0).toUpperCase() + draft.what.slice(1) + where);
  const labels = { title, values_label: chartText(draft.chart.values) };
  if (isHistogram) {
    const drawn = call('histogram', [data, draft.chart.values], labels);
    return { steps: [set([figure, result], drawn), save], text: `drawn in ${chartFile}` };
  }
  const chosen = kind === 'any' ? draft.chart.usual : (kind as 'bar' | 'line');
  const named = { ...labels, names_label: chartText(draft.chart.names) };
  return {
    steps: [set(figure, call(charts[chosen], [result], named)), save],
    text: `drawn as a ${chosen} chart in ${chartFile}`,
  };
}

/** Short enough for a chart; a dollar sign would start a formula. */
function chartText(text: string): string {
  return (text.length <= 90 ? text : `${text.slice(0, 89)}…`).replaceAll('$', '\\$');
}
