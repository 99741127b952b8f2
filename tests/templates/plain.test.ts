import { beforeAll, describe, expect, it } from 'vitest';
import { renderTemplate } from '../../src/templates/render-template.ts';
import { type Printed, runPrograms } from './run-programs.ts';

const values = [
  ['a third to twelve digits', '1 / 3', '0.333333333333'],
  ['a small fraction to twelve digits', '2e-7 / 3', '6.66666666667e-08'],
  ['the noise of a sum not at all', '0.1 + 0.2', '0.3'],
  ['a whole number that noise hides', '0.9999999999999998', '1.0'],
  ['a single-precision number to twelve digits', 'np.float32(0.1)', '0.10000000149'],
  ['a whole float of sixteen digits whole', '1234567890123457.0', '1234567890123457.0'],
  [
    'a whole float beyond what floats count to fifteen digits',
    '12345678901234567890.0',
    '1.23456789012346e+19',
  ],
  ['an integer beyond what floats count whole', '12345678901234567891', '12345678901234567891'],
  ['an integer of numpy whole', 'np.int64(9007199254740993)', '9007199254740993'],
  ['money with its cents', '1234567890123.45', '1234567890123.45'],
  ['more money than a float has cents for to fifteen digits', '12345678901234.56', '12345678901234.6'],
  ['a truth as a truth', 'np.bool_(True)', 'true'],
  ['what is missing as null', "float('nan')", 'null'],
  ['infinity as a word', "float('-inf')", '"-inf"'],
  ['zero as zero', '0.0', '0.0'],
  ['a text as it is', "'0.1234567890123456'", '"0.1234567890123456"'],
] as const;

describe('a template prints', () => {
  let printed: Printed[];

  beforeAll(async () => {
    const program = renderTemplate('print', [{ use: 'print_value' }]);
    printed = await runPrograms(
      values.map(([, value]) =>
        program
          .replace('import pandas', 'import numpy as np\nimport pandas')
          .replace('\nprint(', `\nresult = ${value}\nprint(`),
      ),
      [],
    );
  });

  it.each(values.map(([what, value, shown], index) => ({ what, value, shown, index })))(
    '$what: $value',
    ({ shown, index }) => {
      expect(printed[index]).toMatchObject({ output: `${shown}\n`, error: null });
    },
  );
});
