import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseCommandLine } from '../../src/apps/cli/command-line.ts';
import { packageRoot, packageVersion } from '../../src/config/package-root.ts';
import { errorFaceCodes, statusCodes } from '../../src/contracts/outcome-codes.ts';
import {
  blocks,
  documents,
  handbook,
  helpOf,
  proseOf,
  readDocument,
  tableBelow,
} from '../helpers/documents.ts';

const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

/** The verbs below a verb, or below the command itself. */
function verbsOf(...words: string[]): string[][] {
  const [, listed = ''] = helpOf(...words).split('\nCommands:\n');
  const names = [...(listed.split('\n\n')[0]?.matchAll(/^ {2}(\w+)/gm) ?? [])].map(
    ([, name]) => name as string,
  );
  return names.flatMap((name) => [[...words, name], ...verbsOf(...words, name)]);
}

function optionsIn(help: string): string[] {
  const names = help.match(/^ {2}(?:-\w, )?--[\w-]+/gm) ?? [];
  return names.map((name) => name.replace(/.*(?=--)/, '')).filter((name) => name !== '--help');
}

const verbs = verbsOf().map((words) => words.join(' '));
/** Verbs that do nothing without another word. */
const groups = ['audit', 'functions', 'workflow'];
const withOptions = verbs.filter((verb) => optionsIn(helpOf(...verb.split(' '))).length > 0);

describe('the documentation', () => {
  it('begins with the two commands of package.json', () => {
    const [first = ''] = blocks('sh');
    expect(first.split('\n')).toEqual([expect.stringMatching(/^npm start -- "/), 'npm test', '']);
    expect(manifest.scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
  });

  it('names only scripts that package.json has, and benches that there are', () => {
    const text = documents.map((page) => page.text).join('\n');
    const scripts = [...text.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name as string);
    const benches = [...text.matchAll(/npm run bench -- ([\w ]+)/g)].flatMap(([, names]) =>
      names?.trim().split(' '),
    );
    const known = readFileSync(path.join(packageRoot, 'bench/main.mjs'), 'utf8');
    expect(scripts.length).toBeGreaterThan(3);
    expect(scripts.filter((name) => !(name in manifest.scripts))).toEqual([]);
    expect(benches.length).toBeGreaterThan(3);
    expect(benches.filter((name) => !new RegExp(`^ {2}${name}: bench`, 'm').test(known))).toEqual([]);
  });

  it('shows only command lines that the command understands', () => {
    const shown = blocks('sh', documents).flatMap((block) => block.split('\n'));
    const named = documents.flatMap((page) => [...proseOf(page).matchAll(/`(python-coder [^`]+)`/g)]);
    const lines = [...shown, ...named.map(([, line]) => line as string)].filter((line) =>
      line.startsWith('python-coder '),
    );
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines) {
      const words = line.replace(/ [#>].*/, '').match(/"[^"]*"|\S+/g) ?? [];
      const [, ...argv] = words.map((word) => word.replaceAll('"', ''));
      const [verb] = argv;
      const asked = argv.some((word) => word === '--help' || word === '--version');
      expect(asked || parseCommandLine(argv, { write: () => {} }) !== null, line).toBe(true);
      if (argv.length === 1) expect([...verbs, '--help', '--version'], line).toContain(verb);
    }
  });

  it('shows a command line for every verb', () => {
    const lines = blocks('sh', [readDocument('docs/cli.md')]).join('\n');
    expect(
      verbs.filter((verb) => !groups.includes(verb) && !lines.includes(`python-coder ${verb} `)),
    ).toEqual([]);
  });

  it.each(withOptions)('lists the options of %s that --help lists', (verb) => {
    const listed = tableBelow(`| option of \`${verb}\` | meaning |`).flatMap(
      ([names = '']) => names.match(/--[\w-]+/g) ?? [],
    );
    expect(listed.sort()).toEqual(optionsIn(helpOf(...verb.split(' '))).sort());
  });

  it('lists the exit codes that the contract has and --help lists', () => {
    const listed = tableBelow('| exit code | meaning |').map(([code]) => Number(code));
    const known = [...Object.values(statusCodes), ...Object.values(errorFaceCodes)].map(
      ({ exitCode }) => exitCode,
    );
    const [, printed = ''] = helpOf().split('Exit codes:');
    expect(listed).toEqual([...new Set(known)].sort((one, other) => one - other));
    expect(printed.match(/^ {2}\d+/gm)?.map(Number)).toEqual(listed);
  });

  it('installs the package only from what exists: a clone, or the tarball packed in it', () => {
    const text = handbook.map((page) => page.text).join('\n');
    const tarballs = text.match(/python-coder-\d[\w.-]*\.tgz/g) ?? [];
    expect(new Set(tarballs)).toEqual(new Set([`${manifest.name}-${packageVersion}.tgz`]));
  });
});
