import { loadFromMemory } from '../../../src/browser/worker/load-from-memory.ts';

/** Runs what it is sent, as Python, and gives what became of it; nothing here holds it back. */
addEventListener(
  'message',
  ({ ports: [port] }) => {
    let pyodide;
    port.onmessage = async ({ data }) => {
      try {
        if (data.files !== undefined) pyodide = await loadFromMemory(data.files);
        else port.postMessage({ answer: String(await pyodide.runPythonAsync(data.code)) });
        if (data.files !== undefined) port.postMessage({ answer: 'loaded' });
      } catch (error) {
        port.postMessage({ error: String(error) });
      }
    };
  },
  { once: true },
);
