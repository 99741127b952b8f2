import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeVersions } from '../../scripts/lib/node-versions.mjs';
import { packageRoot } from '../../src/config/package-root.ts';

const read = (name: string) => readFileSync(path.join(packageRoot, name), 'utf8');
const manifest = JSON.parse(read('package.json'));
const workflow = parse(read('.github/workflows/ci.yml'));
const { strategy, steps } = workflow.jobs.check;
const commands: string[] = steps.flatMap(({ run }: { run?: string }) => run ?? []);

describe('the workflow', () => {
  it('runs what every change must pass, once', () => {
    expect(commands.filter((command) => command.includes('.ci/run'))).toHaveLength(1);
    expect(existsSync(path.join(packageRoot, '.ci/run'))).toBe(true);
  });

  it('fails where something was skipped, and only there', () => {
    const [, pattern = ''] = /! grep -E '(.+)'/.exec(commands.at(-1) ?? '') ?? [];
    const found = (line: string) => new RegExp(pattern).test(line);
    expect(found('      Tests  3 passed | \u001b[33m1 skipped\u001b[39m (4)')).toBe(true);
    expect(found('skipped Node versions: none are kept')).toBe(true);
    expect(found('ok     types of src (1.0 s)')).toBe(false);
    expect(found('All 8 checks passed.')).toBe(false);
    expect(found(' ✓ tests/files/bad-files.test.ts > skips bad files when told to')).toBe(false);
  });

  it('begins at the oldest Node that is supported, and takes only lines that are tried, on a Python with pandas 3', () => {
    const tried = nodeVersions.map((version) => Number(version.split('.')[0]));
    const [oldest] = manifest.engines.node.match(/\d+/);
    expect(strategy.matrix.node[0]).toBe(Number(oldest));
    expect(strategy.matrix.node).toEqual(tried.filter((major) => strategy.matrix.node.includes(major)));
    expect(strategy.matrix.node.length).toBeGreaterThan(2);
    expect(strategy.matrix.python).toEqual(['3.11']);
  });

  it('may read the code and no more, and takes actions by their major version', () => {
    expect(workflow.permissions).toEqual({ contents: 'read' });
    expect(workflow.concurrency).toMatchObject({ 'cancel-in-progress': true });
    const actions: string[] = steps.flatMap(({ uses }: { uses?: string }) => uses ?? []);
    expect(actions.length).toBeGreaterThan(2);
    expect(actions.filter((action) => !/^actions\/[\w-]+@v\d+$/.test(action))).toEqual([]);
  });
});
