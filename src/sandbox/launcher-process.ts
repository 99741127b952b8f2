import { spawn } from 'node:child_process';
import path from 'node:path';
import type { Duplex, Readable } from 'node:stream';
import { packageRoot } from '../config/package-root.ts';
import { FrameReader, writeFrame } from './frames.ts';
import { isolatedStart } from './isolated-start.ts';
import type { LaunchSpec } from './launcher-frames.ts';
import { spawned } from './spawned.ts';

const launcherPath = path.join(packageRoot, 'src/python/launcher.py');
const maxFrameBytes = 64 * 1024;
const killGraceMs = 2_000;

/** The launcher's process and its two channels: `control` reaches the locked program, `report` only the launcher. */
export interface LauncherProcess extends AsyncDisposable {
  readonly stdout: Readable;
  readonly stderr: Readable;
  readonly control: FrameReader;
  readonly report: FrameReader;
  /** Sends the code; the channel stays open for the program's last word. */
  sendProgram(request: unknown): void;
  /** Kills the program; the launcher then reports how it ended. */
  kill(): void;
}

/** Starts a launcher that takes nothing from this process's environment. Disposal kills it with all it started and waits until it is gone. */
export async function startLauncher(
  python: string,
  { fixedHashes, ...spec }: LaunchSpec & { fixedHashes: boolean },
): Promise<LauncherProcess> {
  const { flags, environment } = isolatedStart({ fixedHashes });
  const child = spawn(python, [...flags, '-X', 'utf8', '-B', launcherPath], {
    stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
    env: environment,
    cwd: '/',
    detached: true,
  });
  const exited = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  await spawned(child, python);
  const control = child.stdio[3] as Duplex;
  const report = child.stdio[4] as Duplex;
  const reportReader = new FrameReader(report, { maxBytes: maxFrameBytes });
  const controlReader = new FrameReader(control, { maxBytes: maxFrameBytes });
  writeFrame(report, spec);

  const killLauncher = (): void => {
    child.kill('SIGKILL'); // the program follows: its parent-death signal
  };
  return {
    stdout: child.stdout as Readable,
    stderr: child.stderr as Readable,
    control: controlReader,
    report: reportReader,
    sendProgram: (request) => writeFrame(control, request),
    kill: () => {
      report.write('k');
      const timer = setTimeout(killLauncher, killGraceMs);
      timer.unref();
      void exited.then(() => clearTimeout(timer));
    },
    [Symbol.asyncDispose]: async () => {
      report.destroy();
      control.destroy();
      const timer = setTimeout(killLauncher, killGraceMs);
      await exited;
      clearTimeout(timer);
      child.stdout?.destroy();
      child.stderr?.destroy();
    },
  };
}
