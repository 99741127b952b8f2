import { accessSync, constants, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../../config/package-root.ts';
import { runTool } from './run-tool.ts';
import type { Setup } from './setup.ts';

const folder = path.join(packageRoot, 'src/python');
const script = path.join(folder, 'environment/compile_sources.py');

/** Best effort: has an interpreter find our own Python compiled, where this user may write beside it. It takes a second, once for each version of either. */
export async function compileSources(
  { python, version }: { python: string; version: string },
  setup: Setup,
): Promise<void> {
  if (isCompiled(version) || !mayWrite()) return;
  await runTool([python, '-I', '-X', 'utf8', script, folder], { env: setup.env, signal: setup.signal });
}

/** Where a source was changed since, those are compiled again. */
function isCompiled(version: string): boolean {
  const tag = version.split('.').slice(0, 2).join('');
  const done = path.join(folder, '__pycache__', `compiled.cpython-${tag}`);
  const at = statSync(done, { throwIfNoEntry: false })?.mtimeMs;
  return at !== undefined && newest(folder) <= at;
}

function newest(below: string): number {
  const names = readdirSync(below, { recursive: true, encoding: 'utf8' });
  const sources = names.filter((name) => name.endsWith('.py'));
  return Math.max(...sources.map((name) => statSync(path.join(below, name)).mtimeMs));
}

function mayWrite(): boolean {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
