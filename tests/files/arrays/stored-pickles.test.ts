import { readdir } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runPython } from '../../helpers/run-python.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { type MadeFiles, madeFiles } from '../made/made-files.ts';

let made: MadeFiles;
beforeAll(async () => {
  made = await madeFiles('fixtures/files/scientific/make_pickles.py');
});
afterAll(() => made[Symbol.asyncDispose]());

const places = {
  'internal-name.h5': 'under a name that HDF5 keeps for itself',
  'column-class.h5': 'as the class of a dataset',
  'dimension-name.h5': 'as the name of a dimension',
  'title.h5': 'as a title',
  'hidden-group.h5': 'in a group that MATLAB hides',
  'deep.h5': 'deeper than descriptions go',
  'many.h5': 'behind more groups than descriptions list',
  'filters.h5': 'as filters, which PyTables rewrites before it unpickles them',
  'linked.h5': 'in another file, behind a link',
};

/** Prints with which status a process ends that opens a file, for every file of its arguments. */
const opening = `
import json, os, sys
import pandas as pd
import tables
def ending(path):
    child = os.fork()
    if child == 0:
        try:
            pd.read_hdf(path)
        finally:
            os._exit(1)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
print(json.dumps([ending(path) for path in sys.argv[1:]]))`;

describe('a store of pandas', () => {
  it.each(Object.entries(places))('is refused before its pickle runs: %s, %s', async (name) => {
    const problem = await failure(describeAll({ [name]: await made.read(name) }));
    expect(problem).toContain('holds pickled Python objects, which can run any code');
  });

  it('would end the process that opens it with PyTables: that is what the test files do', async () => {
    const names = (await readdir(made.folder)).filter((name) => name !== 'linked.h5');
    expect(names.length).toBeGreaterThanOrEqual(Object.keys(places).length - 1);
    const ended = await runPython('-W', 'ignore', '-c', opening, ...names.map(made.path));
    expect(JSON.parse(ended)).toEqual(names.map(() => 86));
  });

  it('without pickles that run anything is described as ever', async () => {
    const all = await describeAll({ 'store.h5': await fixture('scientific/store.h5') });
    expect(described(all, 'store.h5', 'h5').container).toBe('HDF5 written by pandas (HDFStore)');
  });
});
