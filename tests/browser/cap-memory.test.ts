import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, it } from 'vitest';
import { capMemory } from '../../src/browser/host/cap-memory.ts';

/** A module with nothing but a memory of 1 to 65,536 pages, which it exports. */
const small = Uint8Array.from([
  ...[0, 97, 115, 109, 1, 0, 0, 0],
  ...[5, 6, 1, 1, 1, 128, 128, 4],
  ...[7, 5, 1, 1, 109, 2, 0],
]);

interface Memory {
  grow(pages: number): number;
}

/** As far as it is used here; the types of Node have no WebAssembly. */
const { WebAssembly } = globalThis as unknown as {
  WebAssembly: { instantiate(wasm: Uint8Array): Promise<{ instance: { exports: { m: Memory } } }> };
};

async function memoryOf(wasm: Uint8Array): Promise<Memory> {
  return (await WebAssembly.instantiate(wasm)).instance.exports.m;
}

it('holds a memory that would grow further without it', async () => {
  expect((await memoryOf(small)).grow(64)).toBe(1);
  const capped = await memoryOf(capMemory(small, 2));
  expect(capped.grow(31)).toBe(1);
  expect(() => capped.grow(1)).toThrow(RangeError);
});

it('never gives more than WebAssembly can have, and leaves the original alone', async () => {
  const before = small.slice();
  expect((await memoryOf(capMemory(small, 100_000))).grow(1)).toBe(1);
  expect(small).toEqual(before);
});

it('finds the memory of the Pyodide that is installed', () => {
  const file = createRequire(import.meta.url).resolve('pyodide/pyodide.asm.wasm');
  const wasm = new Uint8Array(readFileSync(file));
  const capped = capMemory(wasm, 512);
  const first = wasm.findIndex((byte, at) => byte !== capped[at]);
  const around = (bytes: Uint8Array) => [...bytes.subarray(first - 1, first + 2)];
  expect([around(wasm), around(capped)]).toEqual([
    [128, 128, 4],
    [128, 192, 0],
  ]);
  capped.set(wasm.subarray(first, first + 2), first);
  expect(Buffer.compare(wasm, capped)).toBe(0);
});

it.each([
  ['no memory', [0, 97, 115, 109, 1, 0, 0, 0]],
  ['a memory without a maximum', [0, 97, 115, 109, 1, 0, 0, 0, 5, 3, 1, 0, 1]],
  ['a maximum it does not know', [0, 97, 115, 109, 1, 0, 0, 0, 5, 4, 1, 1, 1, 2]],
  ['nothing that ends', [0, 97, 115, 109, 1, 0, 0, 0, 255, 255]],
])('refuses a module with %s', (_what, bytes) => {
  expect(() => capMemory(Uint8Array.from(bytes), 64)).toThrow(TypeError);
});
