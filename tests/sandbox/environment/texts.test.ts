import { expect, it } from 'vitest';
import { plain, progressOf } from '../../../src/sandbox/environment/install-progress.ts';
import { readRequirements, requirementNames } from '../../../src/sandbox/environment/requirements.ts';

it.each([
  ['Downloading numpy-2.4.6-cp311-cp311-manylinux_2_27_x86_64.whl (16.9 MB)', 'Downloading numpy (16.9 MB)'],
  ['  Downloading https://index.test/a/b/six-1.17.0-py2.py3-none-any.whl (11 kB)', 'Downloading six (11 kB)'],
  ['Downloading pandas (11.3MiB)', 'Downloading pandas (11.3MiB)'],
  ['Installing collected packages: pytz, numpy', 'Unpacking pytz'],
  ['Prepared 33 packages in 4.1s', 'Unpacking 33 packages'],
  ['Collecting numpy', null],
  ['Requirement already satisfied: six', null],
])('of an installer the line %j is shown as %j', (line, shown) => {
  expect(progressOf(line)).toBe(shown);
});

it('shows text of other programs as one short line without control characters', () => {
  expect(plain('\u001b[31mred\u001b[0m\n\u202Etxt')).toBe('[31mred [0m txt');
  expect(plain('x'.repeat(500))).toHaveLength(120);
});

it('reads the names of a requirements file, normalised', () => {
  expect(
    requirementNames('# a\n--no-index\nPyYAML>=6  # b\nzope.interface\n\n  scikit_learn[x]==1 ; y\n'),
  ).toEqual(['pyyaml', 'zope-interface', 'scikit-learn']);
});

it('ships a stack that has what the contract of generated code names', () => {
  expect(readRequirements().names).toEqual(
    expect.arrayContaining(['numpy', 'pandas', 'matplotlib', 'openpyxl']),
  );
});
