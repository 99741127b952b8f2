import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { round } from './measure.mjs';

const main = path.join(import.meta.dirname, '../dist/apps/cli/main.js');

/** `python-coder serve` in a process of its own below a folder, with what its clients and its measurers need. */
export async function startService(folder) {
  await mkdir(path.join(folder, 'tmp'));
  await writeFile(path.join(folder, 'config.yaml'), 'service:\n  requestsPerMinute: 1000000\n');
  const child = spawn(
    process.execPath,
    [main, 'serve', '--port', '0', '--log', 'error', '--config', 'config.yaml'],
    {
      cwd: folder,
      env: {
        ...process.env,
        TMPDIR: path.join(folder, 'tmp'),
        XDG_STATE_HOME: path.join(folder, 'state'),
        XDG_CONFIG_HOME: path.join(folder, 'settings'),
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  const url = await addressOf(child);
  const read = async (response) => {
    const type = response.headers.get('content-type') ?? '';
    const body = type.includes('json') ? await response.json() : { text: await response.text() };
    return { httpStatus: response.status, retryAfter: response.headers.get('retry-after'), ...body };
  };
  const call = async (target, init) => read(await fetch(url + target, init));
  return {
    call,
    post: (target, body) =>
      call(target, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    held: () => heldBy(child.pid),
    leftovers: () =>
      ['data/code_execution', 'tmp', 'data/service/tenants/local/scratch'].flatMap((name) =>
        namesIn(path.join(folder, name)),
      ),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}

async function addressOf(child) {
  for await (const line of createInterface({ input: child.stderr })) {
    const [, url] = /Serving on (http:\S+)/.exec(line) ?? [];
    if (url !== undefined) {
      child.stderr.pipe(process.stderr); // faults, should there be any
      return url;
    }
    process.stderr.write(`${line}\n`);
  }
  throw new Error('the service did not start');
}

/** What the process holds, and the processes below it: MiB (shared pages counted once) and descriptors. */
function heldBy(pid) {
  const below = descendantsOf(pid);
  const sum = below.reduce((mebibytes, child) => mebibytes + pssOf(child), 0);
  return {
    serviceMiB: round(pssOf(pid)),
    interpretersMiB: round(sum),
    processes: below.length,
    ...descriptorsOf(pid),
  };
}

/** Connections that clients keep for their next request are counted apart. */
function descriptorsOf(pid) {
  const targets = namesIn(`/proc/${pid}/fd`).map((name) => {
    try {
      return readlinkSync(`/proc/${pid}/fd/${name}`);
    } catch {
      return ''; // it has just been closed
    }
  });
  const sockets = targets.filter((target) => target.startsWith('socket:')).length;
  return { descriptors: targets.length - sockets, sockets };
}

function descendantsOf(pid) {
  const children = namesIn(`/proc/${pid}/task`).flatMap((thread) =>
    textOf(`/proc/${pid}/task/${thread}/children`).split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendantsOf(child)]);
}

function pssOf(pid) {
  return Number(/^Pss:\s+(\d+)/m.exec(textOf(`/proc/${pid}/smaps_rollup`))?.[1] ?? 0) / 1024;
}

function textOf(file) {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return ''; // it has just ended
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
