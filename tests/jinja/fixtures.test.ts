import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestCoder, testCoder } from '../helpers/test-coder.ts';

const folder = path.join(import.meta.dirname, '../fixtures/rendering');
const names = readdirSync(folder);

function read(name: string, file: string): string {
  return readFileSync(path.join(folder, name, file), 'utf8');
}

let test: TestCoder;
beforeAll(async () => {
  test = await testCoder(null);
});
afterAll(() => test[Symbol.asyncDispose]());

describe('templates as people write them', () => {
  it('are ten', () => {
    expect(names).toHaveLength(10);
  });

  it.each(names)('%s becomes the text that is expected', async (name) => {
    const variables = JSON.parse(read(name, 'variables.json'));
    const rendering = await test.coder.templates.render(read(name, 'template.j2'), variables);
    expect(rendering).toEqual({ status: 'rendered', text: read(name, 'expected.txt') });
  });

  it.each(names)(
    '%s is valid, and needs the variables it is given or has a default for them',
    async (name) => {
      const report = await test.coder.templates.validate(read(name, 'template.j2'));
      expect(report).toMatchObject({ valid: true, errors: [] });
      expect(report.variables).toEqual(
        expect.arrayContaining(Object.keys(JSON.parse(read(name, 'variables.json')))),
      );
    },
  );

  it('leave nothing behind', () => {
    expect(test.taskFolders().length).toBeLessThanOrEqual(1);
    expect(test.auditRecords()).toEqual([]);
  });
});
