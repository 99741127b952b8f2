import guestSource from '../../python/pyodide_guest/guest.py?raw';
import { base64Of } from '../../sandbox/pyodide/guest/base64-of.ts';
import { createGuest, type Guest, type PyodideApi } from '../../sandbox/pyodide/guest/create-guest.ts';
import type { GuestRequest } from '../../sandbox/pyodide/protocol.ts';
import type { PyodideFiles } from '../host/pyodide-files.ts';
import { loadFromMemory } from './load-from-memory.ts';

interface Start {
  files: PyodideFiles;
  /** From which it starts sooner; without one it makes one of itself, before anything runs in it. */
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
  const start = async ({ files, snapshot }: Start): Promise<object> => {
    const pyodide = await loadFromMemory(
      files,
      snapshot === null ? { _makeSnapshot: true } : { _loadSnapshot: snapshot },
    );
    const made = snapshot === null ? base64Of((pyodide as Snapshotting).makeMemorySnapshot()) : null;
    guest = createGuest(pyodide, guestSource);
    return { ...guest.versions, snapshot: made };
  };
  port.onmessage = ({ data: { id, request } }: MessageEvent<Asked>) => {
    const say = (message: object) => port.postMessage(JSON.stringify({ id, ...message }));
    const perform = async (): Promise<object> => {
      if ('do' in request) return await guest.perform(request, (output) => say({ output }));
      return await start(request.start);
    };
    perform().then((answer) => say({ answer }), reportError);
  };
}

type Snapshotting = PyodideApi & { makeMemorySnapshot(): Uint8Array };
