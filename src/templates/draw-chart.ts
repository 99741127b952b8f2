import type { Draft } from './draft.ts';
import type { Step } from './render-template.ts';

const chartFile = 'chart.png';

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
  const values = {
    SLOT_FILE: chartFile,
    SLOT_TITLE: title,
    SLOT_VALUES_LABEL: chartText(draft.chart.values),
  };
  if (isHistogram) {
    const slots = { ...values, SLOT_COLUMN: draft.chart.values };
    return { steps: [{ use: 'histogram', slots }], text: `drawn in ${chartFile}` };
  }
  const chosen = kind === 'any' ? draft.chart.usual : (kind as 'bar' | 'line');
  const slots = { ...values, SLOT_NAMES_LABEL: chartText(draft.chart.names) };
  return {
    steps: [{ use: `${chosen}_chart`, slots }],
    text: `drawn as a ${chosen} chart in ${chartFile}`,
  };
}

/** Short enough for a chart; a dollar sign would start a formula. */
function chartText(text: string): string {
  return (text.length <= 90 ? text : `${text.slice(0, 89)}…`).replaceAll('$', '\\$');
}
