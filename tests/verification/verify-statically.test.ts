import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueSchema } from '../../src/contracts/issue.ts';
import {
  createStaticVerifier,
  type StaticVerifier,
  type VerifyOptions,
} from '../../src/verification/verify-statically.ts';
import { brokenPieces } from './differential/fuzz.ts';
import { stack } from './stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

function rules(code: string, options = stack): string[] {
  return verifier.verify(code, options).issues.map(({ rule }) => rule);
}

describe('createStaticVerifier', () => {
  it('stops after a stage that makes the next one meaningless', () => {
    expect(verifier.verify('x = "\0"', stack).stages).toEqual(['normalise']);
    expect(verifier.verify('def f(:', stack).stages).toEqual(['normalise', 'syntax']);
    expect(verifier.verify('x = 1', stack).stages).toEqual(['normalise', 'syntax', 'policy', 'lint']);
  });

  it('reports one cause once, however often and through whatever alias it is used', () => {
    expect(rules('import subprocess as sp\nrun = sp.run\nrun(["a"])\nsp.Popen("b")')).toEqual([
      'blocked-process',
    ]);
    expect(rules('import urllib.request\nurllib.request.urlopen("x")')).toEqual(['blocked-network']);
    expect(rules('from os import system as s\ns("x")\ns("y")')).toEqual(['blocked-process']);
    expect(rules('import os\nprint(os.environ.get("A"))')).toEqual(['environment-read']);
    expect(rules('eval("1")')).toEqual(['dynamic-code']);
  });

  it('lets a program use its own folders under the names that are known, and leave them as little as ever', () => {
    const own: VerifyOptions = { ...stack, ownFolders: ['/mnt/data', '/tmp'] };
    const opening = (path: string, options = own) => rules(`print(open(${path}).read())`, options);
    for (const path of ['"/mnt/data/a.csv"', 'f"/tmp/{1 + 1}"', '"file:///mnt/data/a.csv"']) {
      expect(opening(path)).toEqual([]);
      expect(opening(path, stack)).toEqual(['path-outside']);
    }
    for (const path of [
      '/mnt/data/../x',
      '/tmp/../etc/passwd',
      '/mnt/database/x',
      '/tmpx',
      '/mnt',
      '/tmp//etc/passwd',
    ])
      expect(opening(JSON.stringify(path))).toEqual(['path-outside']);
    expect(rules('open("/mnt/data/.bashrc", "w").close()', own)).toEqual(['hidden-file']);
  });

  it('points at the place', () => {
    const [issue] = verifier.verify('import os\n\nx = 1; os.system("ls")\n', stack).issues;
    expect(issue).toMatchObject({ rule: 'blocked-process', source: 'policy', line: 3, column: 8 });
    expect(issue?.message).toContain('os.system');
  });

  it('judges syntax by the version of the interpreter that will run it', () => {
    const generic = 'def first[T](items: list[T]) -> T:\n    return items[0]\n';
    expect(rules(generic, { ...stack, pythonVersion: '3.11.7' })).toContain('syntax-error');
    expect(rules(generic, { ...stack, pythonVersion: '3.12.1' })).toEqual([]);
  });

  it('accepts a missing package only where the program catches the failing import', () => {
    const severity = (code: string) => verifier.verify(code, stack).issues.map((issue) => issue.severity);
    expect(severity('import networkx')).toEqual(['major']);
    expect(severity('try:\n    import networkx\nexcept ImportError:\n    networkx = None')).toEqual([
      'minor',
    ]);
    expect(severity('try:\n    import networkx\nexcept ValueError:\n    pass')).toEqual(['major']);
  });

  it('says nothing about installed packages when nobody told it', () => {
    expect(rules('import networkx', { pythonVersion: '3.11.7', files: [] })).toEqual([]);
  });

  it('blocks an undefined name only where it is reached for sure', () => {
    const severity = (code: string) => verifier.verify(code, stack).issues[0]?.severity;
    expect(severity('print(missing)')).toBe('blocking');
    expect(severity('def f():\n    return missing')).toBe('major');
  });

  it('lets a query name a variable, but not reach through it', () => {
    const query = (text: string) =>
      rules(`import pandas as pd\ndf = pd.read_csv("a.csv")\nn = 1\nprint(df.query(${text}))`);
    expect(query('"price > @n and `unit price` < 3"')).toEqual([]);
    expect(query('"price > @n.real"')).toEqual(['dynamic-query']);
    expect(query('"price > " + str(df.price[0])')).toEqual(['dynamic-query']);
  });

  it('takes files inside the working folder however they are named', () => {
    const code = `import os
from pathlib import Path
folder = Path(__file__).resolve().parent
open(os.path.join(os.getcwd(), 'a.csv'))
open(os.path.join(os.path.dirname(os.path.abspath(__file__)), 'a.csv'))
open('data/../a.csv')
open('./a.csv')
(folder / 'out' / 'b.csv').write_text('x')
open(os.devnull)
open('/dev/null')
`;
    expect(rules(code)).toEqual([]);
  });

  it('is not led astray by names that JavaScript objects have', () => {
    expect(rules("x = 'a'\nprint(x.constructor(), x.toString(), x.__proto__)")).toEqual(['introspection']);
    expect(rules('constructor = 1\nprint(constructor)')).toEqual([]);
    expect(rules('import constructor')).toEqual(['unlisted-import']);
  });

  it('quotes hostile source text on one short line', () => {
    const [issue] = verifier.verify(`import ${'a'.repeat(5_000)}`, stack).issues;
    expect(issue?.message.length).toBeLessThan(400);
  });

  it('gives the same verdict for its own normalised code', () => {
    const first = verifier.verify('\ufeff# coding: latin-1\r\nimport os\r\nos.system("x")\r\n', stack);
    expect(verifier.verify(first.code, stack)).toEqual(first);
  });

  it('answers with well-formed issues for real programs broken in half or with a piece missing', () => {
    const folder = path.join(import.meta.dirname, 'programs');
    const programs = readdirSync(folder).map((name) => readFileSync(path.join(folder, name), 'utf8'));
    const broken = brokenPieces(programs, { each: 12, seed: 7 });
    const issues = broken.map((code) => verifier.verify(code, stack).issues);
    expect(issues.filter(({ length }) => length > 0).length).toBeGreaterThan(broken.length / 2);
    expect(issues.flat().filter((issue) => !issueSchema.safeParse(issue).success)).toEqual([]);
  });
});
