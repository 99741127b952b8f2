// Runs in Deno, with no permission but to read Pyodide: passes lines of the host to a worker and what it says back.

interface Start {
  pyodide: string;
  snapshot: string | null;
  source: string;
}

declare const Deno: {
  stdin: { readable: ReadableStream<Uint8Array> };
  stdout: { writable: WritableStream<Uint8Array> };
  readFile(path: string): Promise<Uint8Array>;
  exit(code: number): never;
};
declare const Worker: new (
  url: URL,
  options: { type: 'module' },
) => {
  postMessage(message: unknown): void;
  onmessage: ((event: { data: object }) => void) | null;
  onerror: ((event: { message: string; preventDefault(): void }) => void) | null;
};

const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'));
const worker = new Worker(new URL(`./deno-worker${extension}`, import.meta.url), { type: 'module' });
const interrupts = new Uint8Array(new SharedArrayBuffer(1));
const output = Deno.stdout.writable.getWriter();
const encoder = new TextEncoder();
let id = '';

worker.onmessage = ({ data }) => void output.write(encoder.encode(`${JSON.stringify({ id, ...data })}\n`));
worker.onerror = (event) => {
  event.preventDefault();
  Deno.exit(1);
};

async function hear(line: string): Promise<void> {
  const message = JSON.parse(line, decoded) as
    | { id: string; request: { start?: Start } }
    | { interrupt: true };
  if ('interrupt' in message) {
    interrupts[0] = 2;
    return;
  }
  id = message.id;
  const { start } = message.request;
  if (start === undefined) return worker.postMessage({ request: message.request });
  const snapshot = start.snapshot === null ? null : await Deno.readFile(start.snapshot);
  worker.postMessage({ start: { ...start, snapshot, interrupts } });
}

function decoded(_: string, value: unknown): unknown {
  const { $bytes: base64 } = (value ?? {}) as { $bytes?: unknown };
  return typeof base64 === 'string' ? Uint8Array.from(atob(base64), (one) => one.charCodeAt(0)) : value;
}

let rest = '';
for await (const text of Deno.stdin.readable.pipeThrough(new TextDecoderStream())) {
  const parts = (rest + text).split('\n');
  rest = parts.pop() ?? '';
  for (const line of parts) await hear(line);
}
Deno.exit(0);
