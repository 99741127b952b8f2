import type { PyodideAPI } from 'pyodide';
import type { PyodideFiles } from '../host/pyodide-files.ts';
import { loadFromMemory } from './load-from-memory.ts';

interface Asked {
  id: string;
  request: { files: PyodideFiles };
}

/** Without it a program could end the worker in silence, and nobody would be told. */
Reflect.deleteProperty(globalThis, 'close');

addEventListener('message', ({ ports: [port] }) => port && serve(port), { once: true });

/** Loads Pyodide at the first request and performs the others; what fails here ends the worker, which the page is told. */
function serve(port: MessagePort): void {
  let pyodide: PyodideAPI | null = null;
  port.onmessage = ({ data: { id, request } }: MessageEvent<Asked>) => {
    const say = (message: object) => port.postMessage(JSON.stringify({ id, ...message }));
    void (async () => {
      pyodide ??= await loadFromMemory(request.files);
      const python = pyodide.runPython('import platform; platform.python_version()');
      say({ answer: { pyodide: pyodide.version, python } });
    })().catch(reportError);
  };
}
