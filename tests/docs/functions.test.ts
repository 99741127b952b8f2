import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { packageRoot } from '../../src/config/package-root.ts';
import { callStatuses } from '../../src/contracts/python-functions.ts';
import type { PythonFunctions } from '../../src/index.ts';
import { blocks, readDocument, tableBelow } from '../helpers/documents.ts';
import { testFunctions } from '../helpers/test-functions.ts';

const page = [readDocument('docs/functions.md')];

/** A project with these files, opened as its functions.yaml declares it. */
class Project implements AsyncDisposable {
  readonly functions: PythonFunctions;
  readonly #folder: string;

  private constructor(folder: string) {
    this.#folder = folder;
    this.functions = testFunctions({ config: path.join(folder, 'functions.yaml') });
  }

  static async open(files: Record<string, string>): Promise<Project> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'functions-'));
    for (const [name, text] of Object.entries(files)) {
      await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
      await writeFile(path.join(folder, name), text);
    }
    return new Project(folder);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.functions[Symbol.asyncDispose]();
    await rm(this.#folder, { recursive: true });
  }
}

describe('the example of the page on functions', () => {
  it('loads without a word, and does what it says', async () => {
    const [source = ''] = blocks('python', page);
    const [declared = ''] = blocks('yaml', page);
    await using project = await Project.open({ 'functions.yaml': declared, 'tools/invoices.py': source });
    expect((await project.functions.validate()).findings).toEqual([]);
    const invoice = { lines: [{ quantity: 2, unit_price: '10.00' }] };
    const { state, call } = await project.functions.callWithState('invoice_total', { invoice });
    expect([call.status, state]).toEqual(['succeeded', { invoice: { ...invoice, total: '19.00' } }]);
  });

  it('is shown with the description that its docstring gives', async () => {
    const [source = ''] = blocks('python', page);
    const [declared = ''] = blocks('yaml', page);
    await using project = await Project.open({ 'functions.yaml': declared, 'tools/invoices.py': source });
    expect(await project.functions.schema('invoice_total')).toMatchObject({
      description: expect.stringMatching(/^Add up the lines of an invoice\./),
      parameters: { properties: { lines: { description: 'What was sold.' } } },
    });
  });
});

describe('the table of types', () => {
  const imports = [
    'from datetime import date, datetime',
    'from decimal import Decimal',
    'from pathlib import Path',
    'from typing import Literal, Optional',
    'from uuid import UUID',
    'import pandas',
  ];
  const rows = tableBelow('| annotation | a call gives | the result is |').map((cells, index) => {
    const [annotation = '', given = '', result = ''] = cells;
    return { name: `echo_${index}`, annotation, given: JSON.parse(given), result: JSON.parse(result) };
  });
  const bodies = rows.map(
    ({ name, annotation }) => `def ${name}(value: ${annotation}) -> ${annotation}:\n    return value\n`,
  );
  const declared = rows.map(({ name }) => ({ name, file: 'echoes.py', function: name }));
  let project: Project;

  beforeAll(async () => {
    project = await Project.open({
      'functions.yaml': stringify({ functions: { python_functions: declared } }),
      'echoes.py': [...imports, ...bodies].join('\n\n'),
    });
  });
  afterAll(() => project[Symbol.asyncDispose]());

  it.each(rows)('is right about $annotation', async ({ name, given, result }) => {
    const files = [{ name: 'orders.csv', bytes: new TextEncoder().encode('id\n1\n') }];
    const call = await project.functions.call(name, { value: given }, { files });
    expect([call.error, call.result]).toEqual([null, result]);
  });
});

describe('the tables of the page on functions', () => {
  it('list the keys of a declaration', async () => {
    const file = path.join(packageRoot, 'config/functions.schema.json');
    const { $defs } = JSON.parse(await readFile(file, 'utf8'));
    const listed = tableBelow('| key | meaning |').map(([key]) => key);
    expect(listed).toEqual(Object.keys($defs.PythonFunction.properties));
  });

  it('list the statuses of a call', () => {
    expect(tableBelow('| status of a call | meaning |').map(([status]) => status)).toEqual([...callStatuses]);
  });
});
