import { Readable } from 'node:stream';
import { runCli } from '../../src/apps/cli/run-cli.ts';
import type { Terminal, World } from '../../src/apps/cli/world.ts';

interface Surroundings extends Pick<World, 'createCoder'> {
  createFunctions?: World['createFunctions'] | undefined;
  stdin?: string | undefined;
  /** Makes a stream a terminal. */
  tty?: { stdout?: boolean; stderr?: boolean; columns?: number; colors?: boolean } | undefined;
  signal?: AbortSignal | undefined;
  onStderr?: ((text: string) => void) | undefined;
}

/** Runs one command line in this process, with streams in memory. */
export async function cliInMemory(argv: string[], surroundings: Surroundings) {
  const {
    createCoder,
    createFunctions = noFunctions,
    stdin,
    tty,
    signal = new AbortController().signal,
    onStderr,
  } = surroundings;
  const printed = { stdout: '', stderr: '' };
  const terminal = (name: 'stdout' | 'stderr'): Terminal => ({
    write: (text) => {
      printed[name] += text;
      if (name === 'stderr') onStderr?.(text);
    },
    ...(tty?.[name] ? { isTTY: true, columns: tty.columns ?? 80 } : {}),
    hasColors: () => tty?.colors === true,
  });
  const exitCode = await runCli(argv, {
    createCoder,
    createFunctions,
    stdin: Readable.from(stdin === undefined ? [] : [stdin]),
    stdout: terminal('stdout'),
    stderr: terminal('stderr'),
    signal,
  });
  return { exitCode, ...printed };
}

function noFunctions(): never {
  throw new Error('The test has no functions.');
}
