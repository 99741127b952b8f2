import type { Readable } from 'node:stream';
import type { ConfigOverrides } from '../../config/schema.ts';
import type { PythonCoder } from '../../contracts/python-coder.ts';
import type { PythonFunctions, PythonFunctionsOptions } from '../../tools/create-python-functions.ts';

/** An output stream with what a terminal says about itself. */
export interface Terminal {
  write(text: string): unknown;
  isTTY?: boolean;
  columns?: number;
  hasColors?(): boolean;
}

export interface CoderOptions {
  config?: ConfigOverrides;
  configFile?: string;
  unsafelyRunWithoutIsolation?: boolean;
}

/** Everything the command line touches outside itself; tests hand in their own. */
export interface World {
  createCoder(options: CoderOptions): PythonCoder | Promise<PythonCoder>;
  createFunctions(options: PythonFunctionsOptions): PythonFunctions | Promise<PythonFunctions>;
  stdin: Readable;
  stdout: Terminal;
  stderr: Terminal;
  /** Fires on the first Ctrl-C or SIGTERM that nobody else takes. */
  signal: AbortSignal;
  /** Takes the next Ctrl-C for itself, until what is returned is disposed of. */
  onInterrupt?: ((handler: () => void) => Disposable) | undefined;
}
