import guestSource from '../../python/pyodide_guest/guest.py?raw';
import { createGuest, type Guest, type PyodideApi } from '../../sandbox/pyodide/guest/create-guest.ts';
import type { GuestRequest } from '../../sandbox/pyodide/protocol.ts';
import type { PyodideFiles } from '../host/pyodide-files.ts';
import { loadFromMemory } from './load-from-memory.ts';

interface Asked {
  id: string;
  request: { start: PyodideFiles } | GuestRequest;
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
      guest = createGuest((await loadFromMemory(request.start)) as unknown as PyodideApi, guestSource);
      return guest.versions;
    };
    perform().then((answer) => say({ answer }), reportError);
  };
}
