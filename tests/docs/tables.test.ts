import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { nodeVersions } from '../../scripts/lib/node-versions.mjs';
import { environmentNames } from '../../src/config/environment-settings.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { tiers } from '../../src/contracts/isolation.ts';
import { errorFaceCodes, statusCodes } from '../../src/contracts/outcome-codes.ts';
import { families, formats } from '../../src/files/formats.ts';
import { readDocument, tableBelow } from '../helpers/documents.ts';

type Tree = { [key: string]: unknown };

const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));
const defaults: Tree = parse(readFileSync(path.join(packageRoot, 'config/default.yaml'), 'utf8'));

/** Every setting with its dotted name and its default. */
function settingsIn(tree: Tree, above = ''): [string, unknown][] {
  return Object.entries(tree).flatMap(([key, value]): [string, unknown][] =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? settingsIn(value as Tree, `${above}${key}.`)
      : [[`${above}${key}`, value]],
  );
}

/** A default that depends on the host is told in words. */
function expectDefault(said: string | undefined, setting: string | undefined): void {
  const value = new Map(settingsIn(defaults)).get(setting ?? '');
  expect(value, setting).not.toBeUndefined();
  if (Array.isArray(value)) expect(said, setting).toBe('none');
  else if (value === null) expect(said, setting).toMatch(/^\w+(\W+\w+){2,}$/);
  else expect(said, setting).toBe(String(value));
}

describe('the tables of the handbook', () => {
  it('list the file formats that the table of formats has', () => {
    const listed = tableBelow('| family | extensions |').map(
      ([family, extensions]) => `${family}: ${extensions}`,
    );
    const known = families.map((family) => {
      const own = formats.filter((format) => format.family === family);
      return `${family}: ${own.flatMap((format) => format.extensions).join(' ')}`;
    });
    expect(listed).toEqual(known);
  });

  it('list every setting the environment can give, with its true default', () => {
    const rows = tableBelow('| setting | variable | default |');
    expect(rows.map(([setting, variable]) => [setting, variable])).toEqual(
      environmentNames.map(({ name, key }) => [key.join('.'), name]),
    );
    for (const [setting, , said] of rows) expectDefault(said, setting);
  });

  it('list every other setting, with its true default', () => {
    const rows = tableBelow('| setting | default | meaning |');
    const given: string[] = environmentNames.map(({ key }) => key.join('.'));
    const others = settingsIn(defaults).filter(([setting]) => !given.includes(setting));
    expect(rows.map(([setting]) => setting)).toEqual(others.map(([setting]) => setting));
    for (const [setting, said] of rows) expectDefault(said, setting);
  });

  it('list the variables that hold keys', () => {
    const { model, approval, service, pythonTools } = defaults as Record<string, Tree>;
    const listed = tableBelow('| variable | holds |').map(([variable]) => variable);
    expect(listed).toEqual([
      model?.apiKeyEnv,
      approval?.keyEnv,
      'PYTHON_CODER_MCP_TOKEN',
      service?.tokensEnv,
      pythonTools?.tokenEnv,
    ]);
  });

  it('list every status of a task and every error, with their exit codes', () => {
    for (const [header, codes] of [
      ['| status | exit code | meaning |', statusCodes],
      ['| code | exit code | meaning |', errorFaceCodes],
    ] as const) {
      const listed = tableBelow(header).map(([word, code]) => [word, Number(code)]);
      expect(listed).toEqual(Object.entries(codes).map(([word, { exitCode }]) => [word, exitCode]));
    }
  });

  it('list what can be imported', () => {
    const listed = tableBelow('| import | holds |').map(([name]) => name);
    expect(listed).toEqual(Object.keys(manifest.exports).map((name) => name.replace(/^\./, manifest.name)));
  });

  it('list the tiers of isolation', () => {
    expect(tableBelow('| tier | where | holds |').map(([tier]) => tier)).toEqual([...tiers]);
  });

  it('name the Node versions that are supported and those that are tried', () => {
    const [, said = ''] = /^\| Node \| (.+) \|$/m.exec(readDocument('README.md').text) ?? [];
    const majors = nodeVersions.map((version) => version.split('.')[0]);
    const floor = manifest.engines.node.replace('>=', '');
    expect(said).toBe(`${floor} or newer; ${majors.slice(0, -1).join(', ')} and ${majors.at(-1)} are tested`);
  });
});
