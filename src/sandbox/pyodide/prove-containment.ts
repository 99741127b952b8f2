import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Isolation } from '../../contracts/isolation.ts';
import type { PyodideGuest } from '../../contracts/pyodide.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { askGuest } from './ask-guest.ts';

const json = JSON.stringify;
const ownFile = fileURLToPath(import.meta.url);

/** What Deno has to refuse as not permitted; any other end of it is none. */
const attempts = [
  { name: 'read a file', script: `Deno.readTextFileSync(${json(ownFile)})` },
  { name: 'write a file', script: `Deno.writeTextFileSync(${json(`${ownFile}.canary`)}, '')` },
  { name: 'read the environment', script: 'Deno.env.toObject()' },
  {
    name: 'run a program',
    script: `new Deno.Command(${json(process.execPath)}, { args: ['-v'] }).outputSync()`,
  },
  { name: 'connect to loopback', script: `await Deno.connect({ hostname: '127.0.0.1', port: 9 })` },
] as const;

const answerSchema = z.object({ status: z.literal('succeeded'), result: z.string().max(100) });

/** Tries in an interpreter that no program gets what must be refused. Throws `isolation-missing` where anything is not. */
export async function proveContainment(guest: PyodideGuest): Promise<Isolation> {
  const operations = [];
  for (const { name, script } of attempts) {
    const body = `(async () => { try { ${script}; return 'open'; } catch (error) { return error instanceof Deno.errors.NotCapable ? 'refused' : String(error.name); } })()`;
    const code = `from pyodide.code import run_js\nstr(await run_js(${json(body)}))`;
    const request = { do: 'execute', code, fileName: 'canary.py', outputChars: 0 } as const;
    const { result: answer } = await askGuest(guest, request, { schema: answerSchema });
    if (answer !== 'refused')
      throw new CoderError(`Deno did not refuse to ${name}, so tier W protects nothing here.`, {
        code: 'isolation-missing',
      });
    operations.push({ name, layer: 'permissions' as const, answer });
  }
  const { python, pyodide } = guest.versions;
  return {
    tier: 'W',
    layers: {
      wasm: { active: true, detail: `Python ${python} in WebAssembly, Pyodide ${pyodide}` },
      permissions: {
        active: true,
        detail: 'a process of Deno that may read the files of Pyodide and nothing else',
      },
    },
    canary: { tried: operations.length, refused: operations.length, operations },
  };
}
