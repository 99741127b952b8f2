import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../config/package-root.ts';
import { parseJson } from '../../text/parse-json.ts';
import { runTool, type ToolOptions } from './run-tool.ts';

const probeScript = path.join(packageRoot, 'src/python/environment/probe_interpreter.py');
const oldestMinor = 10;
const probeTimeoutMs = 30_000;

const replySchema = z.strictObject({
  version: z.string().regex(/^\d+\.\d+\.\d+\S{0,20}$/),
  implementation: z.string(),
  abi: z.string(),
  executable: z.string().min(1),
  base: z.string().min(1),
  canCreateVenv: z.boolean(),
});

/** An interpreter that was started and answered. */
export interface Interpreter extends z.infer<typeof replySchema> {
  /** The command that leads to it, which may be a shim. */
  foundAs: string;
}

export type Probe =
  | { status: 'usable'; interpreter: Interpreter }
  | { status: 'too-old' | 'not-cpython' | 'broken'; problem: string };

/** Starts a command and learns what it is; whatever it does instead of answering makes it `broken`. */
export async function probeInterpreter(command: string, options: ToolOptions): Promise<Probe> {
  const run = await runTool([command, '-I', probeScript], { ...options, timeoutMs: probeTimeoutMs });
  const parsed = replySchema.safeParse(parseJson(run.stdout));
  if (run.exitCode !== 0 || !parsed.success) {
    return { status: 'broken', problem: `${command} does not start as a Python 3` };
  }
  const reply = parsed.data;
  if (reply.implementation !== 'cpython') {
    return { status: 'not-cpython', problem: `${command} is ${reply.implementation}, not CPython` };
  }
  const [major = 0, minor = 0] = reply.version.split('.').map(Number);
  if (major !== 3 || minor < oldestMinor) {
    return {
      status: 'too-old',
      problem: `${command} is Python ${reply.version}, and 3.${oldestMinor} or newer is needed`,
    };
  }
  return { status: 'usable', interpreter: { ...reply, foundAs: command } };
}
