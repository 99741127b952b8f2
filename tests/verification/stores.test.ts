import { beforeAll, describe, expect, it } from 'vitest';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { describedFile } from '../helpers/described-file.ts';
import { stack } from './stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

const files = [
  describedFile('h5', { name: 'store.h5', container: 'HDF5 written by pandas (HDFStore)' }),
  describedFile('h5', { name: 'plain.h5' }),
];

function unpickling(code: string): string[] {
  const { issues } = verifier.verify(`import h5py, pandas as pd, tables\n${code}`, { ...stack, files });
  return issues.filter(({ rule }) => rule === 'unpickling').map(({ suggestion }) => suggestion ?? '');
}

describe('a store that PyTables would open', () => {
  it.each([
    "print(pd.read_hdf('store.h5', key='df'))",
    "print(pd.read_hdf('./store.h5'))",
    "with pd.HDFStore('store.h5', 'r') as store:\n    print(store['df'])",
    "pd.DataFrame({'a': [1]}).to_hdf('mine.h5', key='a')\nprint(pd.read_hdf('mine.h5'))",
    "store = pd.HDFStore('mine.h5')\nstore['a'] = pd.DataFrame({'a': [1]})",
    "with tables.open_file('mine.h5', mode='w') as file:\n    file.create_array('/', 'a', [1])",
    "print(h5py.File('plain.h5', 'r')['a'][()])",
  ])('is allowed where its description or the program itself vouches for it: %s', (code) => {
    expect(unpickling(code)).toEqual([]);
  });

  it.each([
    "print(pd.read_hdf('plain.h5'))",
    "print(tables.open_file('plain.h5').root)",
    "name = 'plain.h5'\nstore = pd.HDFStore(name)\nstore['a'] = pd.DataFrame({'a': [1]})",
    "for name in sorted(__import__('glob').glob('*.h5')):\n    print(pd.read_hdf(name))",
    "print(pd.read_hdf('unpacked/other.h5'))",
  ])('is refused where nobody looked through it, and h5py named instead: %s', (code) => {
    const [suggestion] = unpickling(code);
    expect(suggestion).toContain('h5py.File(name');
  });
});
