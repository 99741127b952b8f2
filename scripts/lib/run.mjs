import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { root } from './root.mjs';

const passedOn = ['SIGTERM', 'SIGHUP'];

/**
 * Runs a command to its end and resolves to its exit code, 128 + n when signal n ended it.
 * A terminal sends Ctrl-C to the command by itself, so this process only waits for how the command answers it.
 */
export function run(command, { stdio = 'inherit', cwd = root, env = process.env } = {}) {
  const [file, ...args] = command;
  const child = spawn(file, args, { stdio, cwd, env });
  const wait = () => {};
  const passOn = (signal) => child.kill(signal);
  process.on('SIGINT', wait);
  for (const signal of passedOn) process.on(signal, passOn);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  }).finally(() => {
    process.off('SIGINT', wait);
    for (const signal of passedOn) process.off(signal, passOn);
  });
}

/** The same with everything it prints kept; for commands whose output is shown only when they fail. */
export async function capture(command, options = {}) {
  const [file, ...args] = command;
  const child = spawn(file, args, { cwd: root, ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const out = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out.stdout += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text) => {
    out.stderr += text;
  });
  const exitCode = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
  return { exitCode, ...out };
}

/** npm as a command, the one that started this script where there is one. */
export function npm() {
  const started = process.env.npm_execpath ?? '';
  return /[\\/]npm-cli\.c?js$/.test(started) ? [process.execPath, started] : ['npm'];
}
