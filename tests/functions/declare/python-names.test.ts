import { describe, expect, it } from 'vitest';
import {
  areSpecifiers,
  isModuleName,
  isPythonName,
  isRequirement,
  isToolName,
} from '../../../src/functions/declare/python-names.ts';

const names = {
  right: ['clean', '_x1', 'größe'],
  wrong: ['', '1x', 'a b', 'a-b', 'a.b', 'class', 'None', 'x\n'],
};
const tools = { right: ['clean_orders', 'A1'], wrong: ['größe', 'a'.repeat(65), 'def', ''] };
const modules = {
  right: ['orders', 'my_tools.orders'],
  wrong: ['.orders', 'a..b', 'a.py/b', 'a.class', 'a.'],
};
const specifiers = {
  right: ['>=3.11', '>=3.11,<3.14', '~=3.11', '==3.12.*', '!= 3.12.1 , <4', '>=3.13rc1'],
  wrong: ['3.11', '^3.11', '>=3.11 <4', '>=', '', '=>3.11', '>=3.x', '>=3.11,'],
};
const requirements = {
  right: ['pandas', 'pandas>=2.0', 'pandas >= 2.0, < 3', 'pandas[excel,plot]~=2.1', 'torch==2.1+cu118'],
  wrong: [
    'pandas 2.0',
    'pandas>2;python_version>"3"',
    'p @ https://example.com/p.whl',
    '-e .',
    '>=2.0',
    'pandas=>2',
    '',
  ],
};

describe('what Python calls', () => {
  it.each([
    ['a name', isPythonName, names],
    ['a name of a tool', isToolName, tools],
    ['a module', isModuleName, modules],
    ['the versions of a package', areSpecifiers, specifiers],
    ['a requirement', isRequirement, requirements],
  ])('%s is told from what is none', (_, check, { right, wrong }) => {
    expect(right.filter((text) => !check(text))).toEqual([]);
    expect(wrong.filter((text) => check(text))).toEqual([]);
  });
});
