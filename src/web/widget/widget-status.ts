import type { PythonToolStats, PythonToolWidgetStatus } from '../../contracts/python-tool-widget.ts';

export const noStats: PythonToolStats = {
  executionCount: 0,
  successCount: 0,
  errorCount: 0,
  averageMs: 0,
  lastExecutionTime: null,
};

export function widgetStatus(stats: PythonToolStats, isReady: boolean): PythonToolWidgetStatus {
  return {
    state: isReady ? (stats.executionCount > 0 ? 'active' : 'idle') : 'warning',
    primaryMetric: `${stats.executionCount} executions`,
    secondaryMetric: isReady ? 'Ready' : 'Initializing',
    lastActivity: stats.lastExecutionTime,
  };
}
