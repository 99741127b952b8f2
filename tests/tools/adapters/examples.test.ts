import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { ExampleProject } from '../../helpers/example-project.ts';

const frameworks = [
  'ai',
  'langchain',
  '@langchain/core',
  '@langchain/langgraph',
  '@openai/agents',
  '@modelcontextprotocol',
];
let project: ExampleProject;

beforeAll(async () => {
  project = await ExampleProject.open(frameworks);
  project.add('.', path.join(packageRoot, 'examples'));
  await project.compile();
});
afterAll(() => project[Symbol.asyncDispose]());

describe('the examples', () => {
  it.each(['langchain', 'text-only', 'ai', 'openai-agents', 'mcp'])(
    '%s compiles, runs in its framework and answers',
    async (name) => {
      const ended = await project.run(`${name}.js`);
      expect(ended.stdout).toMatch(/^Status: succeeded\nOutput of the program \(data.*"Engineering": \d+/s);
      expect([ended.exitCode, ended.stderr]).toEqual([0, '']);
    },
  );
});
