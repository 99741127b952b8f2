import { CoderError } from '../../errors/coder-error.ts';
import type { Cell } from '../../sandbox/pyodide/cell.ts';
import frameHtml from './python-frame.html?raw';

interface CellOptions {
  /** JavaScript of the worker. */
  source: string;
  /** Where the page serves the frame's document, for policies that forbid inline scripts; null for one from memory. */
  frameUrl: URL | null;
  signal: AbortSignal | undefined;
}

const startMs = 30_000;
const silent =
  'The frame for Python did not start. Look whether the policy of this page permits it: docs/pyodide-widget.md names the lines.';

/** Opens a frame that shares nothing with the page, and starts the worker in it. */
export async function openCell({ source, frameUrl, signal }: CellOptions): Promise<Cell> {
  if (signal?.aborted) throw cancelled();
  const gone = new AbortController();
  const frame = sandboxedFrame(frameUrl);
  const [worker, news] = [new MessageChannel(), new MessageChannel()];
  const end = (reason: CoderError) => {
    if (gone.signal.aborted) return;
    gone.abort(reason);
    frame.remove();
    for (const port of [worker.port1, news.port1]) port.close();
  };
  signal?.addEventListener('abort', () => end(cancelled()), { signal: gone.signal });
  const timer = setTimeout(() => end(new CoderError(silent, { code: 'isolation-missing' })), startMs);
  const started = new Promise<void>((resolve, reject) => {
    gone.signal.addEventListener('abort', () => reject(gone.signal.reason));
    news.port1.onmessage = ({ data }) => (data === 'started' ? resolve() : end(lost()));
  });
  const tell = () => frame.contentWindow?.postMessage(source, '*', [worker.port2, news.port2]);
  frame.addEventListener('load', tell, { once: true });
  document.body.append(frame);
  await started.finally(() => clearTimeout(timer));
  return { port: worker.port1, gone: gone.signal, close: () => end(lost()) };
}

function sandboxedFrame(url: URL | null): HTMLIFrameElement {
  const frame = document.createElement('iframe');
  frame.setAttribute('sandbox', 'allow-scripts');
  frame.hidden = true;
  if (url === null) frame.srcdoc = frameHtml;
  else frame.src = url.href;
  return frame;
}

function cancelled(): CoderError {
  return new CoderError('Cancelled while Python was started.', { code: 'cancelled' });
}

function lost(): CoderError {
  return new CoderError('The worker with Python ended.', { code: 'lost' });
}
