import { describe, expect, it } from 'vitest';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { npy } from '../made/made-bytes.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

const file = (name: string) => fixture(`scientific/${name}`);

/** Outcome of each file, described alone: the problem, or nothing. */
async function problems(contents: Record<string, Buffer>): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const [name, bytes] of Object.entries(contents))
    found[name] = await failure(describeAll({ [name]: bytes })).catch(() => 'none');
  return found;
}

describe('hostile scientific files', () => {
  it('in HDF5 lead nowhere outside the file, and claims of size are not believed', async () => {
    const all = await describeAll({ 'links.h5': await file('links.h5') });
    const { datasets, groups, warnings } = described(all, 'links.h5', 'h5');
    expect(groups).toEqual(['/g']);
    expect(datasets.map(({ path, load }) => [path, load.slice(-5)])).toEqual([
      ['/d', "'][:]"],
      ['/external', "nal']"],
      ['/huge', "uge']"],
      ['/virtual', "ual']"],
    ]);
    expect(warnings).toEqual([
      'Links to other files, which are not followed: "/outside".',
      'Links to other places in the file, which are not followed: "/soft".',
      expect.stringContaining('"/external": its data stand in another file, which is not read'),
      expect.stringContaining('"/huge": it takes 8,388,608 MiB'),
      expect.stringContaining('"/virtual": it is a virtual view'),
    ]);
  });

  it('that hold pickles are refused before anything is unpickled', async () => {
    const found = await problems({
      'pickled.h5': await file('pickled.h5'),
      'objects.npy': npy(
        "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
        Buffer.from('\x80\x04N.', 'latin1'),
      ),
    });
    expect(found['pickled.h5']).toContain('holds pickled Python objects, which can run any code');
    expect(found['objects.npy']).toContain('holds pickled Python objects, which can run any code');
  });

  it('that claim more numbers than they hold are refused from the header', async () => {
    const header = (shape: string): string =>
      `{'descr': '<f8', 'fortran_order': False, 'shape': (${shape}), }`;
    const found = await problems({
      'huge.npy': npy(header('1000000000000, 8'), Buffer.alloc(64)),
      'code.npy': npy(
        "{'descr': __import__('os').getcwd(), 'fortran_order': False, 'shape': (1,), }",
        Buffer.alloc(64),
      ),
      'cut.fits': cutOff(await file('gradient.fits'), 0.505),
    });
    expect(found['huge.npy']).toContain('is cut off: the file should hold 64,000,000,000,000 bytes');
    expect(found['code.npy']).toContain('has a damaged header');
    expect(found['cut.fits']).toContain('is cut off');
  });

  it('that are cut off or damaged end with a reason and never pass for whole', async () => {
    const cut = [
      'h5import.h5',
      'grid3.nc',
      'groups.nc',
      'vars.mat',
      'grid.npy',
      'arrays.npz',
      'compressed.fits',
    ];
    const contents: Record<string, Buffer> = {};
    for (const name of cut) contents[`cut-${name}`] = cutOff(await file(name), 0.5);
    for (const name of ['vars.mat', 'arrays.npz']) contents[`hole-${name}`] = corrupted(await file(name));
    const found = await problems(contents);
    expect(Object.keys(found)).toHaveLength(cut.length + 2);
    for (const [name, problem] of Object.entries(found))
      expect(`${name}: ${problem}`).toMatch(/input-invalid: .*(?:cut off|damaged|ZIP)/);
  }, 60_000);

  it('of other programs are named with the way out', async () => {
    const found = await problems({ 'text.mat': await file('text.mat') });
    expect(found['text.mat']).toContain("is an Octave text file; save it in Octave with save('-v7', ...)");
  });
});
