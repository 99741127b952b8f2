import guestSource from '../../python/pyodide_guest/guest.py?raw';
import { createGuest, type Guest, type PyodideApi } from '../../sandbox/pyodide/guest/create-guest.ts';
import type { GuestRequest } from '../../sandbox/pyodide/protocol.ts';
import type { PyodideFiles } from '../host/pyodide-files.ts';
import { loadFromMemory } from './load-from-memory.ts';

interface Start {
  files: PyodideFiles;
  /** From which it starts sooner; without one it makes one, and does nothing else. */
  snapshot: Uint8Array | null;
}

interface Asked {
  id: string;
  request: { start: Start } | GuestRequest;
}

/** Without it a program could end the worker in silence, and nobody would be told. */
Reflect.deleteProperty(globalThis, 'close');

addEventListener('message', ({ ports: [port] }) => port && serve(port), { once: true });

/** Loads Pyodide at the first request and performs the others; what fails here ends the worker, which the page is told. */
function serve(port: MessagePort): void {
  let guest: Guest;
  port.onmessage = ({ data: { id, request } }: MessageEvent<Asked>) => {
    const say = (message: object) => port.postMessage(JSON.stringify({ id, ...message }));
    const perform = async (): Promise<object> => {
      if ('do' in request) return await guest.perform(request, (output) => say({ output }));
      const { files, snapshot } = request.start;
      if (snapshot === null) return { snapshot: await makeSnapshot(files) };
      guest = createGuest(await loadFromMemory(files, { _loadSnapshot: snapshot }), guestSource);
      return guest.versions;
    };
    perform().then((answer) => say({ answer }), reportError);
  };
}

/** The memory of an interpreter that nothing ran in, as base64. */
async function makeSnapshot(files: PyodideFiles): Promise<string> {
  const pyodide = (await loadFromMemory(files, { _makeSnapshot: true })) as PyodideApi & Snapshotting;
  return base64Of(pyodide.makeMemorySnapshot());
}

interface Snapshotting {
  makeMemorySnapshot(): Uint8Array;
}

function base64Of(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += 0x8000)
    parts.push(String.fromCharCode(...bytes.subarray(at, at + 0x8000)));
  return btoa(parts.join(''));
}
