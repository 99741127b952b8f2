import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { CoderError } from '../../errors/coder-error.ts';
import type { Cell } from './cell.ts';

/** Longer than any honest line, which carries a snapshot at most. */
const maxLineChars = 96 * 2 ** 20;
/** Of what it says beside that, for whoever looks into the cause of its end. */
const mostSaid = 4_000;

/** The pipes of a child as the port of a cell, a line each message; a line without end ends the child. */
export function stdioCell(child: ChildProcessWithoutNullStreams): Cell {
  const gone = new AbortController();
  let said = '';
  const end = (why: string): void => {
    if (gone.signal.aborted) return;
    gone.abort(new CoderError(why, { code: 'lost', cause: new Error(said) }));
    child.kill('SIGKILL');
  };
  const listeners = new Set<(event: { data: unknown }) => void>();
  const parts: string[] = [];
  let chars = 0;
  child.stdout.setEncoding('utf8');
  child.stdout.on('data', (text: string) => {
    const lines = text.split('\n');
    for (const [index, line] of lines.entries()) {
      chars += line.length;
      parts.push(line);
      if (chars > maxLineChars)
        return end('The interpreter said more in one line than it may, and was ended.');
      if (index === lines.length - 1) return;
      const data = parts.join('');
      parts.length = chars = 0;
      for (const listener of listeners) listener({ data });
    }
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = `${said}${text}`.slice(-mostSaid);
  });
  for (const stream of [child.stdin, child.stdout, child.stderr]) stream.on('error', () => undefined);
  child.once('error', (cause) => end(`The interpreter could not be started: ${cause.message}`));
  child.once('exit', () => end('The process of the interpreter ended.'));
  return {
    gone: gone.signal,
    close: () => end('The interpreter was ended.'),
    port: {
      addEventListener: (_, listener) => listeners.add(listener),
      start: () => undefined,
      postMessage: (message) => child.stdin.write(`${JSON.stringify(message, withBytes)}\n`),
    },
  };
}

/** A Buffer has a JSON form of its own, which comes before a replacer sees it: so the value is taken from its holder. */
function withBytes(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const held = this[key];
  return held instanceof Uint8Array ? { $bytes: Buffer.from(held).toString('base64') } : value;
}
