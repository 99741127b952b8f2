import { setFlagsFromString } from 'node:v8';
import { errorFaceCodes, statusCodes } from '../../contracts/outcome-codes.ts';
import { shortageIn } from '../../errors/exhaustion.ts';
import { escapeText } from './escape-terminal.ts';
import { runCli } from './run-cli.ts';
import { showCursor } from './status-line.ts';

// Optimising WebAssembly takes a second of both cores, which one command never earns back.
setFlagsFromString('--liftoff-only');

const cancellation = new AbortController();
let takeInterrupt: (() => void) | null = null;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    if (signal === 'SIGINT' && takeInterrupt !== null) return takeInterrupt();
    if (cancellation.signal.aborted) process.exit(statusCodes.cancelled.exitCode);
    cancellation.abort();
  });
}
let outputFailed = false;
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that left, such as `head`, is no fault; an answer that can't be written is.
    if (error.code === 'EPIPE') return;
    if (!outputFailed && stream === process.stdout)
      process.stderr.write(`The output could not be written: ${error.message}\n`);
    outputFailed = true;
    // A terminal that is gone reads nothing any more, and a closed one keeps the event loop spinning.
    cancellation.abort();
    setTimeout(() => process.exit(statusCodes.cancelled.exitCode), 3_000).unref();
  });
}
process.on('uncaughtException', (error) => {
  const shortage = shortageIn(error);
  process.stderr.write(`${escapeText(shortage?.message ?? error.stack ?? String(error))}\n`);
  process.exit(errorFaceCodes[shortage?.code ?? 'internal'].exitCode);
});
process.on('exit', () => {
  if (process.stderr.isTTY) process.stderr.write(showCursor);
  if (outputFailed) process.exitCode = errorFaceCodes.internal.exitCode;
});

const exitCode = await runCli(process.argv.slice(2), {
  createCoder: async (options) => {
    // What reads the settings first, as every file that is loaded at the same time takes a descriptor.
    await import('../../config/load-config.ts');
    return (await import('../../coder/create-python-coder.ts')).createPythonCoder(options);
  },
  createFunctions: async (options) =>
    (await import('../../tools/create-python-functions.ts')).createPythonFunctions(options),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  signal: cancellation.signal,
  onInterrupt: (handler) => {
    takeInterrupt = handler;
    return {
      [Symbol.dispose]: () => {
        takeInterrupt = null;
      },
    };
  },
});
// A client library may hold a timer after a cancellation; everything that matters is closed by now.
process.stdout.write('', () => process.exit(exitCode));
