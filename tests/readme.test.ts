import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseCommandLine } from '../src/apps/cli/command-line.ts';
import { environmentNames } from '../src/config/environment-settings.ts';
import { packageRoot } from '../src/config/package-root.ts';
import { errorFaceCodes, statusCodes } from '../src/contracts/outcome-codes.ts';
import { families, formats } from '../src/files/formats.ts';

const readme = readFileSync(path.join(packageRoot, 'README.md'), 'utf8');
const manifest = JSON.parse(readFileSync(path.join(packageRoot, 'package.json'), 'utf8'));

/** The text of every fenced block of a language. */
function blocks(language: string): string[] {
  return [...readme.matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'gms'))].map(
    ([, text]) => text ?? '',
  );
}

/** The cells of the rows below a table's header, without their code marks. */
function tableBelow(header: string): string[][] {
  const [, rest = ''] = readme.split(`${header}\n`);
  const [, ...lines] = rest.split('\n\n')[0]?.split('\n') ?? [];
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function helpOf(...words: string[]): string {
  let text = '';
  parseCommandLine([...words, '--help'], { write: (part) => (text += part) });
  return text;
}

describe('the README', () => {
  it('begins with the two commands of package.json', () => {
    const [first = ''] = blocks('sh');
    expect(first.split('\n')).toEqual([expect.stringMatching(/^npm start -- "/), 'npm test', '']);
    expect(manifest.scripts).toMatchObject({ start: expect.any(String), test: expect.any(String) });
  });

  it('names only scripts that package.json has', () => {
    const named = [...readme.matchAll(/npm run ([\w-]+)/g)].map(([, name]) => name);
    expect(named.filter((name) => !((name as string) in manifest.scripts))).toEqual([]);
  });

  it('shows only command lines that the command understands', () => {
    const lines = blocks('sh').flatMap((block) =>
      block.split('\n').filter((line) => line.startsWith('python-coder ')),
    );
    expect(lines.length).toBeGreaterThan(3);
    for (const line of lines) {
      const words =
        line
          .replace(/ #.*/, '')
          .match(/"[^"]*"|\S+/g)
          ?.slice(1) ?? [];
      const argv = words.map((word) => word.replaceAll('"', ''));
      expect(parseCommandLine(argv, { write: () => {} }), line).not.toBeNull();
    }
  });

  it('lists the options that --help lists', () => {
    const listed = tableBelow('| option of `run` | meaning |').flatMap(
      ([names = '']) => names.match(/--[\w-]+/g) ?? [],
    );
    const offered = helpOf('run')
      .match(/^ {2}(?:-\w, )?--[\w-]+/gm)
      ?.map((name) => name.replace(/.*(?=--)/, ''));
    expect(listed.sort()).toEqual(offered?.filter((name) => name !== '--help').sort());
  });

  it('lists the file formats that the table of formats has', () => {
    const listed = tableBelow('| family | extensions |').map(
      ([family, extensions]) => `${family}: ${extensions}`,
    );
    const known = families.map((family) => {
      const own = formats.filter((format) => format.family === family);
      return `${family}: ${own.flatMap((format) => format.extensions).join(' ')}`;
    });
    expect(listed).toEqual(known);
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

  it('lists every setting the environment can give, with its true default', () => {
    const defaults = parse(readFileSync(path.join(packageRoot, 'config/default.yaml'), 'utf8'));
    const rows = tableBelow('| setting | variable | default |');
    expect(rows.map(([setting, variable]) => [setting, variable])).toEqual(
      environmentNames.map(({ name, key }) => [key.join('.'), name]),
    );
    for (const [setting = '', , said] of rows) {
      const value = setting.split('.').reduce((tree, key) => tree[key], defaults);
      if (value === null) expect(said, setting).toMatch(/^\w+(\W+\w+){2,}$/);
      else expect(said, setting).toBe(String(value));
    }
  });

  it.each(['README.md', 'AGENTS.md'])('and %s name only files that exist', (document) => {
    const text = readFileSync(path.join(packageRoot, document), 'utf8');
    const named = [
      ...[...text.matchAll(/\]\(([^)#:]+)\)/g)].map(([, link]) => link as string),
      ...(text.match(/(?<![\w/~.@-])(?:src|tests|config|data|prompts|scripts|bench)\/[\w./-]*\w/g) ?? []),
    ];
    const made = /^data\/(audit|artifacts|code_execution)\b/;
    expect(named.length).toBeGreaterThan(3);
    expect(named.filter((file) => !made.test(file) && !existsSync(path.join(packageRoot, file)))).toEqual([]);
  });
});

/** What a file in examples/ holds: those need their framework and are run by a test of their own. */
const frameworkExamples = readdirSync(path.join(packageRoot, 'examples'))
  .filter((file) => !file.endsWith('-model.ts'))
  .map((file) => readFileSync(path.join(packageRoot, 'examples', file), 'utf8'));

describe('the examples for frameworks', () => {
  it('are shown as they are', () => {
    expect(frameworkExamples.length).toBeGreaterThan(2);
    expect(frameworkExamples.filter((text) => !blocks('ts').includes(text))).toEqual([]);
  });
});

describe('the examples of the library', () => {
  const examples = blocks('ts').filter((text) => !frameworkExamples.includes(text));
  const answers = [/^succeeded \{\n {2}Engineering: \d+/, /^2\n/, /^42\n$/];
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'readme-'));
    mkdirSync(path.join(folder, 'node_modules'));
    symlinkSync(packageRoot, path.join(folder, 'node_modules/python-coder'));
    symlinkSync(path.join(packageRoot, 'node_modules/@types'), path.join(folder, 'node_modules/@types'));
    cpSync(path.join(packageRoot, 'data/samples'), path.join(folder, 'data/samples'), { recursive: true });
    write('package.json', '{ "type": "module" }');
    write('config/python-coder/config.yaml', 'model: { detectLocal: false }\n');
    write(
      'tsconfig.json',
      JSON.stringify({ compilerOptions: { ...compilerOptions(), noEmitOnError: true } }),
    );
    for (const [index, text] of examples.entries()) write(`example-${index}.ts`, text);
    const compiler = path.join(packageRoot, 'node_modules/typescript/bin/tsc');
    const { stdout, exitCode } = await execa(process.execPath, [compiler, '-p', folder], { reject: false });
    expect([exitCode, stdout]).toEqual([0, '']);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  function write(name: string, text: string): void {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
    writeFileSync(path.join(folder, name), text);
  }

  it('are three, each with its answer below', () => {
    expect(examples).toHaveLength(answers.length);
  });

  it.each([...answers.entries()])(
    'number %i, counted from 0, compiles, runs and prints %s',
    async (index, answer) => {
      const { PATH = '', HOME = '', XDG_CACHE_HOME, PYTHON_CODER_PYTHON } = process.env;
      const ended = await execa(process.execPath, [`example-${index}.js`], {
        cwd: folder,
        env: {
          PATH,
          HOME,
          XDG_CACHE_HOME,
          PYTHON_CODER_PYTHON,
          XDG_CONFIG_HOME: path.join(folder, 'config'),
          XDG_STATE_HOME: path.join(folder, 'state'),
        },
        extendEnv: false,
        reject: false,
        stripFinalNewline: false,
      });
      expect(ended.stdout).toMatch(answer);
      expect(ended.exitCode).toBe(0);
    },
  );
});

/** The options of this package itself, with declarations taken as users get them. */
function compilerOptions(): object {
  const { compilerOptions } = JSON.parse(readFileSync(path.join(packageRoot, 'tsconfig.json'), 'utf8'));
  const { rootDir, outDir, declaration, rewriteRelativeImportExtensions, ...kept } = compilerOptions;
  return kept;
}
