import { createBrowserPyodideRuntime, createPythonTool } from '../dist/browser/widget.js';

const runtime = createBrowserPyodideRuntime({
  pyodideUrl: new URL('../node_modules/pyodide/', import.meta.url),
});
const widget = document.querySelector('python-tool-widget');
widget.runtime = runtime;
widget.moduleApi = createPythonTool({ runtime });
await runtime.init();
