import { expect, it } from 'vitest';
import { noStats, widgetStatus } from '../../../src/web/widget/widget-status.ts';

it('says as a dashboard expects it whether Python is there, and whether it was used', () => {
  const used = { ...noStats, executionCount: 3, lastExecutionTime: 5 };
  expect(widgetStatus(noStats, false)).toEqual({
    state: 'warning',
    primaryMetric: '0 executions',
    secondaryMetric: 'Initializing',
    lastActivity: null,
  });
  expect(widgetStatus(noStats, true)).toMatchObject({ state: 'idle', secondaryMetric: 'Ready' });
  expect(widgetStatus(used, true)).toEqual({
    state: 'active',
    primaryMetric: '3 executions',
    secondaryMetric: 'Ready',
    lastActivity: 5,
  });
});
