// Runs in a worker of Deno: Pyodide, and the program in it.

import type { GuestRequest } from '../protocol.ts';
import { base64Of } from './base64-of.ts';
import { createGuest, type Guest, type PyodideApi } from './create-guest.ts';

interface Start {
  pyodide: string;
  snapshot: Uint8Array | null;
  source: string;
  interrupts: Uint8Array;
}

type Loaded = PyodideApi & { makeMemorySnapshot(): Uint8Array };

const scope = globalThis as unknown as {
  onmessage: (event: { data: { start: Start } | { request: GuestRequest } }) => void;
  postMessage(message: object): void;
};

let guest: Guest;
let interrupts: Uint8Array;

scope.onmessage = async ({ data }) => {
  if ('start' in data) scope.postMessage({ answer: await start(data.start) });
  else {
    interrupts[0] = 0;
    scope.postMessage({
      answer: await guest.perform(data.request, (output) => scope.postMessage({ output })),
    });
  }
};

async function start({ pyodide: folder, snapshot, source, interrupts: buffer }: Start): Promise<object> {
  const { loadPyodide } = await import(new URL(`file://${folder}/pyodide.mjs`).href);
  const pyodide: Loaded = await loadPyodide({
    indexURL: `${folder}/`,
    ...(snapshot === null ? { _makeSnapshot: true } : { _loadSnapshot: snapshot }),
  });
  const made = snapshot === null ? base64Of(pyodide.makeMemorySnapshot()) : null;
  interrupts = buffer;
  pyodide.setInterruptBuffer(interrupts);
  guest = createGuest(pyodide, source);
  return { ...guest.versions, snapshot: made };
}
