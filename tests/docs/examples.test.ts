import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { CommandRoom } from '../helpers/cli.ts';
import { blocks, handbook, readDocument } from '../helpers/documents.ts';
import { ExampleProject } from '../helpers/example-project.ts';

/** What a file in examples/ holds: those need their framework and are run by a test of their own. */
const frameworkExamples = readdirSync(path.join(packageRoot, 'examples'))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('-model.ts'))
  .map((file) => readFileSync(path.join(packageRoot, 'examples', file), 'utf8'));

describe('the examples for frameworks', () => {
  it('are shown as they are', () => {
    expect(frameworkExamples.length).toBeGreaterThan(3);
    expect(frameworkExamples.filter((text) => !blocks('ts').includes(text))).toEqual([]);
  });
});

describe('the examples of the library', () => {
  const pages = handbook.filter(({ name }) => name !== 'docs/client.md'); // needs a service and has a test of its own
  const examples = blocks('ts', pages).filter((text) => !frameworkExamples.includes(text));
  const answers = [
    /^succeeded \{\n {2}Austin: 14,/,
    /^succeeded 51\.80\n$/,
    /^succeeded \[\n.*'2026-01'.*8\.9.*\n.*'2026-02'.*\n\]\narguments-invalid \[ 'amount' \]\n$/,
    /^succeeded \{\n {2}Engineering: \d+/,
    /^2\n/,
    /^42\n$/,
    /^\{\n {2}success: true,\n {2}result: 42,/,
    /^Dear Ada Lovelace,\n- Tea: 3\.5\n\n1:16 The filter `titel` .*\n1:27 The tag `include` .*\n$/,
    /^42\n\n$/,
    /^Status: approval-required\n/,
    /^now Sure\. 0\n$/,
  ];
  let project: ExampleProject;

  beforeAll(async () => {
    project = await ExampleProject.open([]);
    project.add('examples/functions', path.join(packageRoot, 'examples/functions'));
    for (const [index, text] of examples.entries()) project.write(`example-${index}.ts`, text);
    await project.compile();
  });
  afterAll(() => project[Symbol.asyncDispose]());

  it('have each an answer below', () => {
    expect(examples).toHaveLength(answers.length);
  });

  it.each([...answers.entries()])(
    'number %i, counted from 0, compiles, runs and prints %s',
    async (index, answer) => {
      const ended = await project.run(`example-${index}.js`);
      expect(ended.stdout).toMatch(answer);
      expect(ended.exitCode).toBe(0);
    },
  );
});

/** What differs from run to run and from host to host. */
function withoutMeasures(text: string): string[] {
  return text
    .replace(/\d[\d.]* m?s\b/g, 'some time')
    .replace(/isolation [A-C]\b/, 'isolation')
    .replace(/[0-9a-f]{32}/, 'id')
    .trimEnd()
    .split('\n');
}

describe('the first command of the README', () => {
  it('prints what is shown below it', async () => {
    const page = [readDocument('README.md')];
    const [, question = '', file = ''] =
      /^npm start -- "(.+)" --file (\S+)$/m.exec(blocks('sh', page)[0] ?? '') ?? [];
    await using room = await CommandRoom.open();
    mkdirSync(path.dirname(room.path(file)), { recursive: true });
    await room.write(file, readFileSync(path.join(packageRoot, file)));
    await room.write('config.yaml', 'model: { detectLocal: false }\n');
    const ended = await room.run([question, '--file', file, '--config', 'config.yaml'], {
      env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
    });
    const told = withoutMeasures(ended.stderr);
    const last = told.pop() as string;
    const [shown = ''] = blocks('text', page);
    expect(withoutMeasures(shown)).toEqual([...told, ...ended.stdout.trimEnd().split('\n'), last]);
  });
});
