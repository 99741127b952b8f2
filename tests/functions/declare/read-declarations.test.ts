import { mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readDeclarations } from '../../../src/functions/declare/read-declarations.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';
import { declaredIn, findingsIn, shown, yamlFile } from './declared.ts';

/** As the document that asked for functions has it, without a letter changed. */
const fromTheDocument = readFileSync(path.join(import.meta.dirname, 'from-the-document.yaml'), 'utf8');

const add = '{ name: add, file: ./add.py, function: add }';

describe('the declarations of functions', () => {
  it('load as they stand in the document that asked for them', async () => {
    const { declarations, findings, file, folder } = await declaredIn(fromTheDocument);
    expect(findings).toEqual([]);
    expect(folder).toBe(path.dirname(file));
    expect(declarations).toMatchObject([
      {
        name: 'data_processor',
        source: { module: 'my_tools.data_processing' },
        function: 'process_data',
        parameters: { input_data: `\${state.raw_data}`, config: { format: 'json', validate: true } },
        timeoutSeconds: 30,
        memoryMiB: 256,
        allowedImports: null,
        pythonPath: [folder],
        position: { line: 4, column: 7 },
        positions: { name: { line: 4, column: 7 }, timeout: { line: 12, column: 7 } },
      },
      {
        name: 'file_analyzer',
        source: { file: path.join(folder, 'tools/file_analyzer.py'), shown: './tools/file_analyzer.py' },
        parameters: { file_path: `\${state.file_path}`, deep_scan: false },
        timeoutSeconds: null,
        memoryMiB: null,
        allowedImports: ['pandas', 'numpy', 'requests'],
        position: { line: 15, column: 7 },
      },
    ]);
  });

  it.each([
    ['functions with python_functions in it', `functions: { python_functions: [${add}] }`],
    ['a list of python_functions', `python_functions: [${add}]`],
    ['a bare list of functions', `functions:\n- ${add}`],
    ['JSON', `{"functions": [{"name": "add", "file": "./add.py", "function": "add"}]}`],
    ['an alias', `base: &base ${add}\nfunctions: [*base]`],
    [
      'a file that Windows wrote',
      `\uFEFFfunctions:\r\n- name: add\r\n  file: ./add.py\r\n  function: add\r\n`,
    ],
  ])('can be %s', async (_, text) => {
    const { declarations, findings } = await declaredIn(text);
    expect(findings).toEqual([]);
    expect(declarations).toMatchObject([{ name: 'add', function: 'add', source: { shown: './add.py' } }]);
  });

  it('leave every other part of a larger workflow file alone', async () => {
    const text = `
name: report
nodes: [{ id: a, kind: python, function: add }, { id: a }]
edges: { a: !custom b, a: c }
functions: [${add}]
llms: { chat: { temperature: .nan, __proto__: 1 } }
`;
    const { declarations, findings } = await declaredIn(text);
    expect(findings).toEqual([]);
    expect(declarations.map(({ name }) => name)).toEqual(['add']);
  });

  it('take from the set what they do not say themselves', async () => {
    const { declarations, folder } = await declaredIn(`
functions:
  python_path: [./lib, /srv/shared]
  timeout: 5
  memory_limit_mb: 128
  allowed_imports: [pandas]
  requires_python: ">=3.11,<4"
  requires: ["pandas>=2.0"]
  python_functions:
    - ${add}
    - { name: sub, module: maths.sub, function: sub, timeout: 0.5, allowed_imports: [], python_path: [own] }
`);
    expect(declarations).toMatchObject([
      {
        pythonPath: [path.join(folder, 'lib'), '/srv/shared'],
        timeoutSeconds: 5,
        memoryMiB: 128,
        allowedImports: ['pandas'],
        requiresPython: '>=3.11,<4',
        requires: ['pandas>=2.0'],
      },
      { pythonPath: [path.join(folder, 'own')], timeoutSeconds: 0.5, memoryMiB: 128, allowedImports: [] },
    ]);
  });

  it('say everything in the same words, however short it was written', async () => {
    const { declarations, folder, findings } = await declaredIn(`
functions:
  - name: fetch
    module: tools.fetch
    function: fetch
    description: Fetches an order.
    retry: { attempts: 3, on: [timed-out, ConnectionError] }
    network: ["api.example.com:443", "[::1]:8080"]
    env: [API_KEY]
    parameters: { key: "\${env.API_KEY}" }
    result: state.order
    seed: 7
    examples:
      - { arguments: { id: 1 }, result: null }
      - { name: a missing order, arguments: { id: 0 }, raises: LookupError, files: [./orders.csv] }
      - { arguments: {} }
  - { name: b, module: t, function: f, network: true, retry: { attempts: 2, backoff: 0.5, on: [lost] } }
  - { name: c, module: t, function: f, retry: { attempts: 2, backoff: { initial: 60, factor: 3 }, on: [lost] } }
`);
    expect(findings).toEqual([]);
    expect(declarations).toMatchObject([
      {
        description: 'Fetches an order.',
        retry: {
          attempts: 3,
          initialMs: 1000,
          factor: 2,
          maxMs: 30_000,
          on: ['timed-out', 'ConnectionError'],
        },
        network: ['api.example.com:443', '[::1]:8080'],
        env: ['API_KEY'],
        result: [{ to: ['order'], from: [], convert: null }],
        seed: 7,
        examples: [
          { name: 'example 1', arguments: { id: 1 }, expects: { result: null }, files: [] },
          {
            name: 'a missing order',
            expects: { raises: 'LookupError' },
            files: [path.join(folder, 'orders.csv')],
          },
          { name: 'example 3', expects: null },
        ],
      },
      { network: true, result: [], retry: { initialMs: 500, factor: 1, maxMs: 500 } },
      { network: false, retry: { initialMs: 60_000, factor: 3, maxMs: 60_000 } },
    ]);
  });

  it('tell every problem at once, with its place and what to write instead', async () => {
    const text = `functions:
  timeout: 30s
  python_functions:
    - name: data_processor
      modul: my_tools
      function: process_data
    - name: data_processor
      file: ./tools/a.py
      module: tools.a
      function: run
      memory_limit_mb: "256"
      parameters: { rows: "\${stat.rows}" }
`;
    expect(await findingsIn(text)).toEqual([
      '2:12 wrong-value: timeout must be a number, not text. -> timeout: 30',
      '4:7 missing-key: Neither "module" nor "file" is given. -> file: "./tools/orders.py" or module: "my_tools.orders"',
      '5:7 unknown-key: "modul" is no key here. -> module',
      '7:13 duplicate-name: "data_processor" is declared in line 4 already. -> give it a name of its own',
      '8:7 conflicting-keys: Both "module" and "file" are given. -> keep one of them',
      '11:24 wrong-value: memory_limit_mb must be a number, not text. -> memory_limit_mb: 256',
      `12:27 binding-invalid: \${stat.rows}: there is no "stat" to take a value from. -> \${state.rows}`,
    ]);
  });

  it('with nothing wrong about them are read beside those with something wrong', async () => {
    const { declarations, findings } = await declaredIn(`functions: [${add}, { name: b }, 7]`);
    expect(declarations.map(({ name }) => name)).toEqual(['add']);
    expect(findings.map((finding) => finding.function)).toEqual(['b', 'b', null]);
    expect(findings.every(({ severity }) => severity === 'blocking')).toBe(true);
  });

  it('can be an object, whose findings have its name and no lines', async () => {
    const functions = [
      { name: 'add', file: 'add.py', function: 'add', parameters: { count: 2, none: undefined } },
      { name: 'add', function: 7, file: 'b.py' },
    ];
    const read = await readDeclarations({ functions, nodes: [] }, { folder: '/srv/flow', name: 'flow' });
    expect(read).toMatchObject({ file: 'flow', folder: '/srv/flow' });
    expect(read.declarations).toMatchObject([
      { source: { file: '/srv/flow/add.py' }, parameters: { count: 2 }, position: null, positions: {} },
    ]);
    expect(read.findings[0]).toMatchObject({ file: 'flow', function: 'add' });
    expect(shown(read)).toEqual([
      '-:- duplicate-name: "add" is declared as number 1 already. -> give it a name of its own',
      '-:- wrong-value: function must be text, not a number. -> function: "process_data"',
    ]);
  });

  it('can be read through a link, and then start from where the link is', async () => {
    const folder = temporaryFolder();
    symlinkSync(yamlFile(`functions: [${add}]`), path.join(folder, 'linked.yaml'));
    const { declarations } = await readDeclarations('linked.yaml', { folder });
    expect(declarations).toMatchObject([
      { source: { file: path.join(folder, 'add.py') }, file: 'linked.yaml' },
    ]);
  });

  it('say what a file is that can not be read', async () => {
    const folder = temporaryFolder();
    mkdirSync(path.join(folder, 'inside'));
    const missing = await readDeclarations('none.yaml', { folder });
    const directory = await readDeclarations('inside', { folder });
    expect(shown(missing)).toEqual(['-:- file-unreadable: It does not exist. -> null']);
    expect(shown(directory)).toEqual(['-:- file-unreadable: It is a folder. -> name the YAML file']);
    expect(missing.findings[0]?.file).toBe('none.yaml');
  });

  it('name the exceptions to try again for as Python does, also those without a capital', async () => {
    const on = ['gaierror', 'error', 'herror', '_Busy', 'Überlast', 'Timeout', 'lost'];
    const given = { name: 'a', file: 'a.py', function: 'f', retry: { attempts: 2, on } };
    const read = await readDeclarations({ functions: [given] });
    expect(shown(read)).toEqual([]);
    expect(read.declarations[0]?.retry?.on).toEqual(on);
  });

  it('never change what all objects have', async () => {
    const polluting =
      '{ name: a, file: a.py, function: f, parameters: { x: { __proto__: { polluted: 1 } } } }';
    const read = await declaredIn(`functions: [${polluting}]`);
    expect(shown(read)).toEqual(['1:79 wrong-value: __proto__ is a key that no value may have. -> null']);
    const given = {
      functions: [{ name: 'a', parameters: JSON.parse('{"x":{"__proto__":{"polluted":1}}}') }],
    };
    expect(shown(await readDeclarations(given)).join()).toContain(
      '__proto__ is a key that no value may have',
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });
});
