import { describe, expect, it } from 'vitest';
import { checkVersions } from '../../../src/functions/validate/check-versions.ts';
import { markerHolds, parseRequirement } from '../../../src/functions/validate/requirement.ts';
import { declare } from './declared.ts';

const environment = {
  python: '3.11.7',
  packages: { pandas: '2.2.3', PyYAML: '6.0.1', torch: '2.4.0+cu118' },
};

function said(requiresPython: string | null, ...requires: string[]): string[] {
  return checkVersions(declare('/work', { requiresPython, requires }), environment).map(
    ({ message }) => message,
  );
}

describe('the versions that a declaration asks for', () => {
  it.each<[string | null, ...string[]]>([
    [null],
    ['>=3.10', 'pandas>=2.0,<3', 'pyyaml', 'PyYAML == 6.*'],
    ['~=3.11', 'pandas[excel, parquet] >= 2.0', 'pandas (>=2.0)', 'torch==2.4.0'],
    [
      '',
      'polars>=1; python_version < "3.10"',
      'pandas>=2; sys_platform != "win32" and python_version >= "3.8"',
    ],
  ])('are there for %j %j', (requiresPython, ...requires) => {
    expect(said(requiresPython, ...requires)).toEqual([]);
  });

  it('are missed in one sentence each', () => {
    expect(said('>=3.12', 'pandas>=3', 'polars>=1', 'pyyaml!=6.0.1')).toEqual([
      'main needs Python >=3.12, and this is 3.11.7.',
      'main needs pandas >=3, and 2.2.3 is installed.',
      'main needs polars >=1, and polars is not installed.',
      'main needs pyyaml !=6.0.1, and 6.0.1 is installed.',
    ]);
  });

  it.each([
    'pandas=>2',
    'pandas>=two',
    '>=2',
    'pandas @ https://example.com/x.whl',
    'pandas; python_version ~ 3',
    '',
  ])('are told when they can’t be read: %j', (requirement) => {
    expect(said(null, requirement)).toEqual([`"${requirement}" in requires can't be read.`]);
  });

  it('are told when that of Python can’t be read', () => {
    expect(said('^3.10')).toEqual(['requires_python "^3.10" can\'t be read.']);
  });
});

describe('a requirement', () => {
  it('is a name, specifiers and a marker', () => {
    expect(parseRequirement('pandas[excel]>=2.0,<3 ; python_version < "3.12"')).toEqual({
      name: 'pandas',
      specifiers: '>=2.0,<3',
      marker: 'python_version < "3.12"',
    });
  });

  it.each([
    ['python_version >= "3.10"', true],
    ['python_version < "3.9"', false],
    ["python_full_version == '3.11.7'", true],
    ['os_name == "nt" or python_version > "3"', true],
    ['os_name == "nt" and python_version > "3" or os_name == "posix"', true],
    ['(os_name == "nt" or python_version > "3") and os_name == "nt"', false],
    ['implementation_name == "cpython"', true],
    ['"pypy" in implementation_name', false],
    ['sys_platform not in "win32 cygwin"', true],
    ['extra == "dev"', false],
    ['nobody == "1"', null],
    ['python_version', null],
    ['python_version >= "3.10" and', null],
    ['(python_version >= "3.10"', null],
    ['python_version >= "3.10" "x"', null],
    ['{', null],
  ])('applies by its marker %s: %s', (marker, holds) => {
    expect(markerHolds(marker, '3.11.7')).toBe(holds);
  });
});
