import { capMemory } from '../../../src/browser/host/cap-memory.ts';
import { openCell } from '../../../src/browser/host/open-cell.ts';
import { fetchPyodide } from '../../../src/browser/host/pyodide-files.ts';
import { text as source } from './attack-worker.js?bundled';

/** What came to the page by other ways than the port. */
window.heard = [];
window.addEventListener('message', ({ data }) => window.heard.push(data));
const channel = new BroadcastChannel('of-the-page');
channel.onmessage = ({ data }) => window.heard.push(data);

/** How a page would hold Pyodide that thinks a worker is a wall. */
async function openPlain() {
  const worker = new Worker(URL.createObjectURL(new Blob([source], { type: 'text/javascript' })), {
    type: 'module',
  });
  const { port1, port2 } = new MessageChannel();
  worker.onmessage = ({ data }) => window.heard.push(data);
  worker.postMessage(null, [port2]);
  return { port: port1, gone: new AbortController().signal, close: () => worker.terminate() };
}

const openers = { contained: () => openCell({ source, frameUrl: null }), plain: openPlain };

/** Opens one of both, with 128 MiB for Python where it is contained. */
window.openWorker = async (kind) => {
  const files = await fetchPyodide(new URL('/pyodide/', location.href));
  if (kind === 'contained') files['pyodide.asm.wasm'] = capMemory(files['pyodide.asm.wasm'], 128);
  const cell = await openers[kind]();
  const ask = (message) =>
    new Promise((resolve) => {
      cell.port.onmessage = ({ data }) => resolve(data);
      cell.gone.addEventListener('abort', () => resolve({ error: `gone: ${cell.gone.reason.code}` }));
      cell.port.postMessage(message);
    });
  await ask({ files });
  window.workers = { ...window.workers, [kind]: { ask, close: cell.close } };
};
