export type * from '../../contracts/pyodide.ts';
export {
  createPyodideRuntime,
  type PyodideRuntimeOptions,
} from '../../sandbox/pyodide/create-pyodide-runtime.ts';
export { DenoHost } from '../../sandbox/pyodide/deno-host.ts';
export { createPyodidePackages } from '../../sandbox/pyodide/packages/find-wheels.ts';
export { openIndex } from '../../sandbox/pyodide/packages/open-index.ts';
export { openWheelFolder } from '../../sandbox/pyodide/packages/open-wheel-folder.ts';
export { shippedInstaller } from '../../sandbox/pyodide/packages/shipped-installer.ts';
export { createWorkspace } from '../../sandbox/pyodide/workspace/create-workspace.ts';
export { folderFiles } from '../../sandbox/pyodide/workspace/folder-files.ts';
export { memoryFiles } from '../../sandbox/pyodide/workspace/memory-files.ts';
export { createPythonTool, type PythonTool } from './create-python-tool.ts';
