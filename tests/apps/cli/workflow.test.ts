import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PythonFunctions, PythonFunctionsOptions } from '../../../src/tools/create-python-functions.ts';
import { type Body, Ending, raised, registryInMemory } from '../../helpers/registry-in-memory.ts';
import { cli, type Script } from './scripted-cli.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'workflow-cli-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const good = `
name: two
functions:
  python_functions:
    - { name: double, file: ./t.py, function: double, parameters: { value: '\${state.value}' }, result: state.doubled }
nodes:
  - { id: first, function: double }
  - { id: second, function: double, parameters: { value: '\${state.doubled}' } }
edges:
  - { from: START, to: first }
  - { from: first, to: second, when: state.doubled < 100 }
  - { from: first, to: END, default: true }
  - { from: second, to: END }
`;

const double: Body = ({ value }) => (value as number) * 2;

/** Performs `workflow` with these words on this file, its functions in memory. */
async function workflow(
  [verb = '', ...words]: string[],
  { yaml = good, body = double, ...script }: Script & { yaml?: string; body?: Body } = {},
) {
  const file = path.join(folder, 'workflow.yaml');
  writeFileSync(file, yaml);
  const opened: PythonFunctionsOptions[] = [];
  const createFunctions = (options: PythonFunctionsOptions) => {
    opened.push(options);
    return registryInMemory(options.config, { double: body }) as unknown as PythonFunctions;
  };
  const ended = await cli(['workflow', verb, file, ...words], { ...script, createFunctions });
  return { ...ended, opened, file };
}

describe('workflow run', () => {
  it('prints the last state alone, and a line for each node and branch on standard error', async () => {
    const words = ['run', '--state', '{"value": 3}', '--allow-network', '--output-dir', 'out'];
    const { exitCode, stdout, stderr, opened, file } = await workflow(words);
    expect({ exitCode, state: JSON.parse(stdout) }).toEqual({
      exitCode: 0,
      state: { value: 3, doubled: 12 },
    });
    expect(
      stderr
        .replace(/\d+ ms/g, 'time')
        .trimEnd()
        .split('\n'),
    ).toEqual([
      'Node: first succeeded (time)',
      'Branch: first → second  (state.doubled < 100)',
      'Node: second succeeded (time)',
    ]);
    expect(opened).toMatchObject([{ config: file, allowNetwork: true, outputDir: 'out' }]);
  });

  it('takes the state from a file or standard input, and prints one object with --json', async () => {
    const state = path.join(folder, 'state.json');
    writeFileSync(state, '{"value": 90}');
    const fromFile = await workflow(['run', '--state-file', state, '--json']);
    expect(JSON.parse(fromFile.stdout)).toMatchObject({
      success: true,
      status: 'succeeded',
      state: { doubled: 180 },
      nodes: { first: { status: 'succeeded' } },
      failure: null,
    });
    const fromInput = await workflow(['run', '--state', '-', '--quiet'], { stdin: '{"value": 90}' });
    expect(fromInput).toMatchObject({ exitCode: 0, stderr: '' });
    expect(await workflow(['run', '--state-file', state, '--state', '{}'])).toMatchObject({ exitCode: 2 });
  });

  it('ends with 1 when a function fails, with what there was, in which nothing moves the cursor', async () => {
    const body: Body = ({ value }) => {
      if (value === 6) throw raised('ValueError', 'no \u001b[31mred');
      return double({ value }, {});
    };
    const { exitCode, stdout, stderr } = await workflow(['run', '--state', '{"value": 3}'], { body });
    expect({ exitCode, state: JSON.parse(stdout) }).toEqual({ exitCode: 1, state: { value: 3, doubled: 6 } });
    expect(stderr).toContain(
      'Node second: The function double ended as failed: It raised ValueError: no red',
    );
    expect(stderr).not.toContain('\u001b');
  });

  it('ends with 2 for a state that does not fit, and with 130 when it is cancelled', async () => {
    expect(await workflow(['run', '--state', '{"valeu": 3}'])).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('state.valeu: the workflow has no such value'),
    });
    const cancellation = new AbortController();
    const body: Body = () => {
      cancellation.abort();
      throw new Ending({ status: 'cancelled' });
    };
    const cancelled = await workflow(['run', '--state', '{"value": 3}'], {
      body,
      signal: cancellation.signal,
    });
    expect(cancelled).toMatchObject({ exitCode: 130, stdout: '', stderr: 'Cancelled.\n' });
  });
});

describe('workflow validate and graph', () => {
  const bad = good.replace('function: double }', 'function: duoble }').replace('to: second,', 'to: third,');

  it('prints every finding with its line and ends with 2', async () => {
    const { exitCode, stdout, file } = await workflow(['validate'], { yaml: bad });
    expect(exitCode).toBe(2);
    expect(stdout).toContain(`${file}:7:`);
    expect(stdout).toContain('There is no function "duoble".\n    Did you mean double?');
    expect(stdout).toContain(`${file}:11:`);
    expect(stdout).toContain('2 blocking');
    expect(await workflow(['validate'])).toMatchObject({ exitCode: 0, stdout: 'no findings\n' });
  });

  it('draws what runs, and nothing that could not', async () => {
    const drawn = await workflow(['graph']);
    expect(drawn).toMatchObject({ exitCode: 0, stderr: '' });
    expect(drawn.stdout).toContain('first -. &nbsp;state.doubled #60; 100&nbsp; .-> second;');
    expect(await workflow(['graph'], { yaml: bad })).toMatchObject({ exitCode: 2, stdout: '' });
  });

  it('says what can be done with a workflow', async () => {
    const ended = await cli(['workflow', 'start'], {});
    expect(ended).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('There is no "workflow start"'),
    });
  });
});
