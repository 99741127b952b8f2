import type { PythonToolWidgetFields } from '../contracts/python-tool-widget.ts';
import '../web/widget/python-tool-widget.ts';

export type {
  PyodideExecution,
  PyodideLimits,
  PyodidePackage,
  PyodideRuntime,
  PyodideState,
} from '../contracts/pyodide.ts';
export type {
  PythonToolModule,
  PythonToolStats,
  PythonToolWidgetFields,
  PythonToolWidgetStatus,
} from '../contracts/python-tool-widget.ts';
export { CoderError, type ErrorCode } from '../errors/coder-error.ts';
export { createPythonTool, type PythonTool } from '../tools/pyodide/create-python-tool.ts';
export { type BrowserPyodideOptions, createBrowserPyodideRuntime } from './create-browser-pyodide-runtime.ts';

/** What `document.querySelector('python-tool-widget')` gives. */
export type PythonToolWidgetElement = HTMLElement & PythonToolWidgetFields;

declare global {
  interface HTMLElementTagNameMap {
    'python-tool-widget': PythonToolWidgetElement;
  }
}
