import type { GuestRequest } from '../protocol.ts';
import { base64Of } from './base64-of.ts';

/** What is used of Pyodide; its package need not be there to compile this. */
export interface PyodideApi {
  version: string;
  FS: {
    readFile(path: string): Uint8Array;
    writeFile(path: string, bytes: Uint8Array): void;
  };
  runPython(code: string, options?: { filename?: string; globals?: object }): unknown;
  unpackArchive(bytes: Uint8Array, format: string, options: { extractDir: string }): void;
  setStdout(sink: Sink): void;
  setStderr(sink: Sink): void;
  setInterruptBuffer(buffer: Uint8Array): void;
}

interface Names {
  get(name: string): unknown;
}

interface Sink {
  write(bytes: Uint8Array): number;
  isatty: boolean;
}

interface PythonSide {
  execute(code: string, fileName: string): string | PromiseLike<string>;
  packages(): string;
  unpacked(): void;
  files(): string;
  make_room(name: string): void;
  remove(name: string): void;
}

export type Tell = (output: { stream: 'stdout' | 'stderr'; text: string }) => void;

/** Does what it is asked, in the interpreter it was made with. Everything it says can be forged by the program it runs. */
export interface Guest {
  readonly versions: { pyodide: string; python: string };
  perform(request: GuestRequest, tell: Tell): Promise<object>;
}

const workspace = '/workspace/';
const performed = ['execute', 'packages', 'unpacked', 'files', 'make_room', 'remove'] as const;

/** `source` is the text of `src/python/pyodide_guest/guest.py`. */
export function createGuest(pyodide: PyodideApi, source: string): Guest {
  const names = pyodide.runPython("{'__name__': 'python_coder'}") as Names;
  pyodide.runPython(source, { globals: names, filename: '<python-coder>' });
  const python = Object.fromEntries(
    performed.map((name) => [name, names.get(name)]),
  ) as unknown as PythonSide;
  const version = pyodide.runPython('import sys; ".".join(map(str, sys.version_info[:3]))') as string;
  return {
    versions: { pyodide: pyodide.version, python: version },
    perform: async (request, tell) => {
      switch (request.do) {
        case 'execute':
          return await execute({ pyodide, python }, request, tell);
        case 'unpack':
          for (const { fileName, bytes } of request.wheels)
            pyodide.unpackArchive(bytes, fileName.endsWith('.whl') ? 'wheel' : 'zip', {
              extractDir: sitePackages(version),
            });
          python.unpacked();
          return { done: true };
        case 'packages':
          return JSON.parse(python.packages());
        case 'files':
          return JSON.parse(python.files());
        case 'read':
          return { base64: base64Of(pyodide.FS.readFile(workspace + request.name)) };
        case 'write':
          python.make_room(request.name);
          pyodide.FS.writeFile(workspace + request.name, request.bytes);
          return { done: true };
        case 'remove':
          python.remove(request.name);
          return { done: true };
      }
    },
  };
}

function sitePackages(version: string): string {
  return `/lib/python${version.split('.').slice(0, 2).join('.')}/site-packages`;
}

async function execute(
  { pyodide, python }: { pyodide: PyodideApi; python: PythonSide },
  { code, fileName, outputChars }: { code: string; fileName: string; outputChars: number },
  tell: Tell,
): Promise<object> {
  const rests = [openStream('stdout', outputChars, tell), openStream('stderr', outputChars, tell)];
  pyodide.setStdout({ write: rests[0]?.write ?? count, isatty: false });
  pyodide.setStderr({ write: rests[1]?.write ?? count, isatty: false });
  try {
    return JSON.parse(await python.execute(code, fileName));
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return {
      status: 'broken',
      error: { type: null, message: message.slice(0, 20_000), traceback: null, line: null, module: null },
    };
  } finally {
    for (const stream of rests) stream.end();
  }
}

/** Tells a stream as text, and nothing beyond a length, of which the other side knows. */
function openStream(stream: 'stdout' | 'stderr', most: number, tell: Tell) {
  const decoder = new TextDecoder();
  let left = most + 1;
  const say = (text: string): void => {
    const told = text.slice(0, left);
    left -= told.length;
    if (told !== '') tell({ stream, text: told });
  };
  return {
    write: (bytes: Uint8Array): number => {
      if (left > 0) say(decoder.decode(bytes, { stream: true }));
      return bytes.length;
    },
    end: () => say(decoder.decode()),
  };
}

function count(bytes: Uint8Array): number {
  return bytes.length;
}
