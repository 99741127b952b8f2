// A program that uses the built package as a library: it takes the steps of its argument and prints one JSON line for each.
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { ownCoder, say } from '../helpers/own-coder.mjs';

const { folder, steps } = JSON.parse(process.argv[2]);
const held = [];
let code = '';
const programs = Array.from({ length: 100 }, () => () => code);
const coder = ownCoder(folder, programs, { cache: false, maxIterations: 1, output: { maxMiB: 16 } });

const actions = {
  run: async (text) => {
    code = text;
    say(await task());
  },
  /** As many tasks at once; says "up" for each that prints. */
  runMany: async ({ count, program }) => {
    code = program;
    await Promise.all(Array.from({ length: count }, () => task().then(say)));
  },
  useUpDescriptors: () => {
    try {
      for (;;) held.push(openSync('/dev/null'));
    } catch (error) {
      for (const fd of held.splice(-8)) closeSync(fd);
      say({ usedUp: error.code });
    }
  },
  freeDescriptors: () => {
    for (const fd of held.splice(0)) closeSync(fd);
  },
  jumpClock: () => {
    let calls = 0;
    const jump = () => (calls++ % 2 ? 1 : -1) * 3 * 86_400_000;
    const real = Date.now.bind(Date);
    Date.now = () => real() + jump();
  },
  remove: (path) => rmSync(path, { recursive: true, force: true }),
  make: (path) => mkdirSync(path, { recursive: true }),
};

for (const [name, value] of steps) await actions[name](value);
await coder[Symbol.asyncDispose]();

async function task() {
  try {
    const { status, output, error, run, timings } = await coder.executeCodeTask('Do it.', {
      onEvent: (event) => {
        if (event.type === 'output' && event.text.startsWith('up')) say({ up: true });
      },
    });
    return { status, output: output.slice(0, 100), error, wallMs: run?.wallMs, totalMs: timings.totalMs };
  } catch (error) {
    return { threw: error.name, code: error.code, message: error.message };
  }
}
