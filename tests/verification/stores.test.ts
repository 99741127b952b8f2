import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { createStaticVerifier, type StaticVerifier } from '../../src/verification/verify-statically.ts';
import { stack } from './stack.ts';

let verifier: StaticVerifier;
beforeAll(async () => {
  verifier = await createStaticVerifier();
});

/** What `describe` says of an HDF5 file, as far as the policy asks. */
const hdf5 = (name: string, container: string): FileDescription => ({
  name,
  type: 'h5',
  mediaType: 'application/x-hdf5',
  bytes: 1,
  sizeMb: 0,
  sha256: '',
  imports: [],
  load: '',
  container,
  groups: [],
  datasets: [],
  omittedDatasets: 0,
  attributes: {},
  warnings: [],
});

const files = [hdf5('store.h5', 'HDF5 written by pandas (HDFStore)'), hdf5('plain.h5', 'HDF5')];

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
