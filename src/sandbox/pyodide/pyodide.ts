export type * from '../../contracts/pyodide.ts';
export { createPyodideRuntime, type PyodideRuntimeOptions } from './create-pyodide-runtime.ts';
export { DenoHost } from './deno-host.ts';
