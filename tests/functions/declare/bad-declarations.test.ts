import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { findingsIn } from './declared.ts';

/** One function whose other keys are right. */
function having(keys: string): string {
  return `functions:\n  - name: add\n    file: ./add.py\n    function: add\n    ${keys}\n`;
}

/** What stands in a function, as people and models write it, and the one finding that it must give. */
const inFunctions = parse(readFileSync(path.join(import.meta.dirname, 'bad-declarations.yaml'), 'utf8')) as {
  keys: string;
  finding: string;
}[];

const howTo = 'functions: { python_functions: [{ name: …, file: …, function: … }] }';

/** Whole files and everything that is found in them. */
const files: [what: string, text: string | Buffer, findings: string[]][] = [
  ['nothing', '', [`-:- no-functions: It is empty. -> ${howTo}`]],
  ['comments alone', '# functions\n', [`-:- no-functions: It is empty. -> ${howTo}`]],
  [
    'text',
    'hello',
    [`1:1 no-functions: It is text, and a mapping with "functions" must stand here. -> ${howTo}`],
  ],
  [
    'a list',
    '- name: add',
    [`1:1 no-functions: It is a list, and a mapping with "functions" must stand here. -> ${howTo}`],
  ],
  ['no functions', 'nodes: []', [`1:1 no-functions: It declares no functions. -> ${howTo}`]],
  [
    'an empty list of functions',
    'functions: []',
    [`1:12 no-functions: "functions" is an empty list. -> ${howTo}`],
  ],
  [
    'functions by name',
    'functions:\n  add: { file: a.py }',
    [`1:1 no-functions: "functions" has no "python_functions". -> ${howTo}`],
  ],
  [
    'a slip in the list',
    'functions:\n  python_function: []',
    [`1:1 no-functions: "functions" has no "python_functions", but "python_function". -> ${howTo}`],
  ],
  [
    'one function and no list',
    'python_functions: { name: a }',
    [`1:19 no-functions: "python_functions" must be a list, not a mapping. -> ${howTo}`],
  ],
  [
    'two lists',
    'python_functions: []\nfunctions: []',
    [
      '1:1 conflicting-keys: Functions are declared both in "functions" and in "python_functions". -> keep one list',
    ],
  ],
  [
    'two lists of one name',
    'functions: [{ name: a, file: a.py, function: f }]\nfunctions: []',
    [
      '2:1 duplicate-key: "functions" stands here for the second time; the first is in line 1. -> keep one of them',
    ],
  ],
  [
    'a slip beside the list',
    'allowed_import: []\nfunctions: [{ name: a, file: a.py, function: f }]',
    ['1:1 unknown-key: "allowed_import" is not read. -> allowed_imports'],
  ],
  [
    'a slip in the set',
    'functions:\n  tiemout: 3\n  python_functions: [{ name: a, file: a.py, function: f }]',
    ['2:3 unknown-key: "tiemout" is no key here. -> timeout'],
  ],
  [
    'tabs',
    'functions:\n\t- name: add',
    ['2:1 yaml-syntax: Tabs are not allowed as indentation. -> indent with spaces'],
  ],
  [
    'a second document',
    'nodes: []\n---\nfunctions: []',
    ['2:1 yaml-syntax: A second document begins here. -> keep one document: only the first is read'],
  ],
  [
    'a key that is a mapping',
    'functions: [{ ? { a: 1 } : 2 }]',
    ['1:17 yaml-syntax: With stringKeys, all keys must be strings. -> write a plain name before the colon'],
  ],
  [
    'Latin-1',
    Buffer.from('functions: [] # \xe9', 'latin1'),
    ['-:- file-unreadable: It is not UTF-8 text. -> save it as UTF-8'],
  ],
  [
    'UTF-16',
    Buffer.from('\ufefffunctions: []', 'utf16le'),
    ['-:- file-unreadable: It is not UTF-8 text. -> save it as UTF-8'],
  ],
];

describe('a declaration that can not be used', () => {
  it.each(inFunctions)('is told about $keys', async ({ keys, finding }) => {
    expect(await findingsIn(having(keys))).toEqual([finding]);
  });

  it.each([
    [
      'name: 2fast',
      'name must be at most 64 ASCII letters, digits and _, and no keyword of Python. -> name: "clean_orders"',
    ],
    [
      'name: lambda',
      'name must be at most 64 ASCII letters, digits and _, and no keyword of Python. -> name: "clean_orders"',
    ],
    [
      'function: Cart.total',
      'function must be the name of a function at the top of its module. -> function: "process_data"',
    ],
    [
      'file: my_tools.orders',
      'file must be a path that ends with .py; a dotted name is a module. -> file: "./tools/orders.py"',
    ],
    [
      'module: ./tools/orders.py',
      'module must be a dotted name such as my_tools.orders; a path is a file. -> module: "my_tools.data_processing"',
    ],
    [
      'module: .orders',
      'module must be a dotted name such as my_tools.orders; a path is a file. -> module: "my_tools.data_processing"',
    ],
  ])('is told about %s', async (line, finding) => {
    const key = line.split(':')[0] as string;
    const others = { name: 'add', function: 'add', ...(key === 'module' ? {} : { file: 'add.py' }) };
    const rest = Object.entries(others).filter(([name]) => name !== key);
    const text = ['functions:', `  - ${line}`, ...rest.map(([name, value]) => `    ${name}: ${value}`)].join(
      '\n',
    );
    expect(await findingsIn(text)).toEqual([`2:${line.indexOf(' ') + 6} wrong-value: ${finding}`]);
  });

  it.each(files)('is told about a file with %s', async (_, text, findings) => {
    expect(await findingsIn(text)).toEqual(findings);
  });

  it('shows nothing of a name that a terminal would obey', async () => {
    const [finding] = await findingsIn(
      'functions:\n- "na\\u001b[31mme\\u202e": add\n  name: a\n  file: a.py\n  function: f',
    );
    expect(finding).toContain('\\u001b');
    expect(finding).toBe(finding?.replace(/\p{C}/gu, ''));
  });
});
