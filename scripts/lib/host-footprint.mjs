import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc');

/** What this process, its interpreters and their folders hold of the host now. */
export function hostFootprint({ executionDir }) {
  collectGarbage();
  const below = descendants();
  const links = names('/proc/self/fd').map((name) => link(`/proc/self/fd/${name}`));
  return {
    nodeMiB: mebibytes(residentKiB('self')),
    zygotesMiB: mebibytes(Math.max(0, ...below.map(({ pid }) => residentKiB(pid)))),
    descriptors: links.filter((target) => target !== '').length,
    sockets: links.filter((target) => target.startsWith('socket:')).length,
    nodeMounts: lines('/proc/self/mountinfo'),
    zygoteMounts: Math.max(0, ...below.map(({ pid }) => lines(`/proc/${pid}/mountinfo`))),
    processes: below.length,
    zombies: below.filter(({ state }) => state === 'Z').length,
    tmpFolders: names(path.join(os.tmpdir(), `python-coder-${process.getuid()}`)).filter((name) =>
      name.startsWith(`pool-${process.pid}-`),
    ).length,
    taskFolders: names(executionDir).length,
  };
}

/** The footprint once it stays the same: the next processes are forked and dead processes reaped after a run has been answered. */
export async function settledFootprint(where) {
  let last = hostFootprint(where);
  for (let tries = 0; tries < 30; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const now = hostFootprint(where);
    if (sameCounts(now, last)) return now;
    last = now;
  }
  return last;
}

function sameCounts(a, b) {
  return Object.keys(a).every((name) => name.endsWith('MiB') || a[name] === b[name]);
}

function descendants() {
  const all = names('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => {
      const [state, parent] = read(`/proc/${pid}/stat`)
        .replace(/^.*\) /s, '')
        .split(' ');
      return { pid, state, parent };
    });
  const below = (parent) =>
    all.filter((entry) => entry.parent === parent).flatMap((entry) => [entry, ...below(entry.pid)]);
  return below(String(process.pid));
}

function residentKiB(pid) {
  return Number(/^VmRSS:\s+(\d+)/m.exec(read(`/proc/${pid}/status`))?.[1] ?? 0);
}

function lines(file) {
  return read(file).split('\n').length - 1;
}

function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function names(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function link(file) {
  try {
    return readlinkSync(file);
  } catch {
    return '';
  }
}

function mebibytes(kibibytes) {
  return Math.round(kibibytes / 102.4) / 10;
}
