import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { Client } from '@modelcontextprotocol/client';
import { StdioClientTransport } from '@modelcontextprotocol/client/stdio';

const run = promisify(execFile);
const here = import.meta.dirname;

/** What the peer is pinned to, so that two runs of the bench mean the same. */
const fastMcp = 'fastmcp==4.2.3';

/** A FastMCP server in an environment of its own below `folder`; gives `add`, or why there is none. */
export async function openFastMcp({ python, folder }) {
  const venv = path.join(folder, 'fastmcp');
  try {
    await run(python, ['-m', 'venv', venv]);
    await run(path.join(venv, 'bin/python'), ['-m', 'pip', 'install', '-q', fastMcp]);
  } catch (error) {
    return { missing: `${fastMcp} could not be installed: ${error.stderr?.trim().split('\n').at(-1)}` };
  }
  const client = new Client({ name: 'bench', version: '1.0.0' });
  const args = [path.join(here, 'fastmcp_server.py')];
  await client.connect(
    new StdioClientTransport({ command: path.join(venv, 'bin/python'), args, stderr: 'ignore' }),
  );
  const add = async (a, b) => {
    const reply = await client.callTool({ name: 'add', arguments: { a, b } });
    return reply.structuredContent?.result;
  };
  return { add, [Symbol.asyncDispose]: () => client.close() };
}

/** A Python process that passes two numbers a line to a ProcessPoolExecutor and waits for lines over a pipe. */
export function openProcessPool({ python }) {
  const child = spawn(python, [path.join(here, 'process_pool.py')], { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting = new Map();
  let asked = 0;
  createInterface(child.stdout).on('line', (line) => {
    const [number, sum] = line.split(' ').map(Number);
    waiting.get(number)(sum);
    waiting.delete(number);
  });
  const add = (a, b) => {
    asked += 1;
    child.stdin.write(`${asked} ${a} ${b}\n`);
    return new Promise((resolve) => waiting.set(asked, resolve));
  };
  const close = async () => {
    child.stdin.end();
    await once(child, 'exit');
  };
  return { add, [Symbol.asyncDispose]: close };
}
