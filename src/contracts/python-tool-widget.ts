import type { PyodideExecuteOptions, PyodideRuntime } from './pyodide.ts';

export interface PythonToolStats {
  executionCount: number;
  successCount: number;
  errorCount: number;
  averageMs: number;
  /** An instant as milliseconds or text; null before the first execution. */
  lastExecutionTime: number | string | null;
}

/** The Python tools as the widget uses them; `createPythonTool` makes them. All text they give is untrusted. */
export interface PythonToolModule {
  getToolDeclarations(): readonly { name: string; description: string }[];
  executeTool(name: string, args: object, options?: PythonToolRun): Promise<unknown>;
  getStats(): PythonToolStats;
}

export type PythonToolRun = Pick<PyodideExecuteOptions, 'signal' | 'onOutput'>;

/** What a dashboard shows of a widget. */
export interface PythonToolWidgetStatus {
  state: 'active' | 'idle' | 'warning';
  primaryMetric: string;
  secondaryMetric: string;
  lastActivity: PythonToolStats['lastExecutionTime'];
}

/** What `<python-tool-widget>` has beside what every element has. */
export interface PythonToolWidgetFields {
  /** Tools and their figures; null shows an empty widget. */
  moduleApi: PythonToolModule | null;
  /** State and packages; without it, what `window.DIContainer` resolves as `PyodideRuntime`. */
  runtime: PyodideRuntime | null;
  /** Milliseconds between two looks where no event comes. */
  updateInterval: number;
  /** Either of both, or what the system prefers. */
  theme: 'light' | 'dark' | null;
  getStatus(): PythonToolWidgetStatus;
}
