// Another process with a project: `hold` until a line comes, which it notes in the file named; `write` a file that never ends.
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { Projects } from '../../dist/projects/projects.js';

const [what, folder, noted] = process.argv.slice(2);
const quota = { maxBytes: 2 ** 20, maxFiles: 20, maxFileBytes: 2 ** 20, maxProjects: 5 };
const project = await (await Projects.open({ folder, ...quota })).open('one');

if (what === 'hold') {
  const held = await project.hold();
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
  appendFileSync(noted, 'other\n');
  await held[Symbol.asyncDispose]();
  process.stdin.destroy();
} else {
  await project.write('a.txt', endless());
}

async function* endless() {
  yield Buffer.from('half');
  process.stdout.write('ready\n');
  await once(process.stdin, 'data');
}
