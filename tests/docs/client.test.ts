import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { configSchema } from '../../src/config/schema.ts';
import { errorCodes } from '../../src/errors/coder-error.ts';
import { blocks, readDocument, tableBelow } from '../helpers/documents.ts';
import { ExampleProject } from '../helpers/example-project.ts';
import { type HttpRoom, openHttpRoom } from '../helpers/http-room.ts';

const page = [readDocument('docs/client.md')];

describe('the examples of the page on the client', () => {
  const examples = blocks('ts', page);
  const answers = [
    /^succeeded \{\n {2}Engineering: \d+/,
    /^answer\.txt 42\n$/,
    /^input-invalid not-found 404\n$/,
    /^succeeded \d+\n$/,
  ];
  let project: ExampleProject;
  let service: HttpRoom;

  beforeAll(async () => {
    service = await openHttpRoom();
    project = await ExampleProject.open([]);
    for (const [index, text] of examples.entries()) project.write(`example-${index}.ts`, text);
    await project.compile();
  });
  afterAll(async () => {
    await project[Symbol.asyncDispose]();
    await service[Symbol.asyncDispose]();
  });

  it('have each an answer below', () => {
    expect(examples).toHaveLength(answers.length);
  });

  it.each([...answers.entries()])(
    'number %i, counted from 0, compiles, runs and prints %s',
    async (index, answer) => {
      const ended = await project.run(`example-${index}.js`, { PYTHON_TOOLS_URL: service.url });
      expect([ended.exitCode, ended.stdout]).toEqual([0, expect.stringMatching(answer)]);
    },
  );

  it('show settings that there are', () => {
    const [text = ''] = blocks('yaml', page);
    const { pythonTools } = parse(text);
    expect(configSchema.shape.pythonTools.partial().safeParse(pythonTools).success).toBe(true);
  });
});

describe('the tables of the page on the client', () => {
  it('list only codes that there are', () => {
    const listed = tableBelow('| code | when |').map(([code]) => code);
    expect(listed.filter((code) => !errorCodes.some((known) => known === code))).toEqual([]);
  });
});
