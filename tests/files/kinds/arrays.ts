import { expect } from 'vitest';
import { fixture } from '../desk.ts';
import { fits, npy, patched } from '../made/made-bytes.ts';
import { zipped } from '../made/zip.ts';
import { changed, cut, holed, named, type SevenKinds, stored, written } from './seven-kinds.ts';

const broken = /damaged|cut off/;
const pickled = npy(
  "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
  Buffer.from('\x80\x04N.', 'latin1'),
);
const pickles = /holds pickled Python objects, which can run any code/;

/** What becomes of scientific files. */
export const arrays = {
  h5: {
    typical: stored('scientific/h5import.h5', {
      container: 'HDF5',
      datasets: [{ path: '/run1/temps', shape: [2, 3], min: 1.5, max: 6.5 }],
    }),
    odd: stored('scientific/octave.h5', {
      datasets: expect.arrayContaining([expect.objectContaining({ path: '/m/value', shape: [4, 4] })]),
    }),
    empty: stored('scientific/empty.h5', { datasets: [], warnings: [expect.stringContaining('holds no')] }),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.csv', 'an HDF5 file'),
    hostile: stored('scientific/pickled.h5', pickles),
  },
  nc: {
    typical: stored('scientific/grid3.nc', {
      container: 'netCDF-3',
      dimensions: { time: 4, lat: 2, lon: 3 },
    }),
    odd: stored('scientific/groups.nc', { container: 'netCDF-4 (HDF5)', groups: ['/model'] }),
    empty: stored('scientific/empty.nc', { datasets: [], warnings: ['The file holds no variables.'] }),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.npy', 'a netCDF file'),
    hostile: changed((typical) => {
      const lat = typical.indexOf('lat\0', 0, 'latin1') + 4; // the length of the dimension stands behind its name
      return patched(typical, lat, [0x7f, 0xff, 0xff, 0xff]);
    }, broken),
  },
  mat: {
    typical: stored('scientific/vars.mat', {
      container: 'MATLAB 5',
      datasets: expect.arrayContaining([
        expect.objectContaining({ path: 'n', shape: [3, 2], dtype: 'int16' }),
      ]),
    }),
    odd: stored('scientific/v73.mat', {
      container: 'MATLAB 7.3 (HDF5)',
      datasets: [{ path: '/m', shape: [3, 2], max: 5 }],
    }),
    empty: stored('scientific/empty.mat', { datasets: [{ path: 'e', shape: [0] }] }),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.dat', 'a MATLAB file'),
    hostile: changed((typical) => patched(typical, 132, [0xff, 0xff, 0xff, 0x7f]), broken),
  },
  npy: {
    typical: stored('scientific/grid.npy', {
      datasets: [{ shape: [2, 3], dtype: 'float64', min: 1, max: 6, nanCount: 1 }],
    }),
    odd: written(
      npy(
        "{'descr': [('a', '<i4'), ('b', '<f8', (2,))], 'fortran_order': False, 'shape': (1,), }",
        Buffer.alloc(20),
      ),
      { datasets: [{ shape: [1] }] },
    ),
    empty: stored('scientific/empty.npy', { datasets: [{ shape: [0, 5], dtype: 'float32' }] }),
    truncated: cut(broken, 0.9),
    corrupt: holed(broken),
    lying: named('.dat', 'a NumPy array'),
    hostile: written(pickled, pickles),
  },
  npz: {
    typical: stored('scientific/arrays.npz', {
      datasets: [
        { path: 'grid', shape: [2, 3] },
        { path: 'counts', shape: [4], max: 9 },
      ],
    }),
    odd: stored('scientific/odd.npz', { datasets: [{ path: 'grid' }, { path: 'counts' }] }),
    empty: written(async () => zipped({ 'none.npy': await fixture('scientific/empty.npy') }), {
      datasets: [{ path: 'none', shape: [0, 5] }],
    }),
    truncated: cut(/damaged|cut off|ZIP/),
    corrupt: holed(/damaged|cut off|ZIP/),
    lying: named('.zip', 'an archive of NumPy arrays'),
    hostile: written(() => zipped({ 'objects.npy': pickled }), pickles),
  },
  fits: {
    typical: stored('scientific/gradient.fits', {
      datasets: [{ path: '0: PRIMARY', shape: [6, 8], max: 65_535 }],
    }),
    odd: stored('scientific/compressed.fits', { datasets: [{ shape: [6, 8], dtype: 'uint16' }] }),
    empty: written(fits({ SIMPLE: 'T', BITPIX: '8', NAXIS: '0' }), {
      datasets: [],
      warnings: [expect.any(String)],
    }),
    truncated: cut(broken, 0.505),
    corrupt: holed({ datasets: [{ shape: [6, 8], min: 32_768, max: 32_768 }] }), // without a checksum, zeros are pixels
    lying: named('.png', 'a FITS file'),
    hostile: written(
      fits({ SIMPLE: 'T', BITPIX: '-64', NAXIS: '2', NAXIS1: '2000000000', NAXIS2: '2000000000' }),
      broken,
    ),
  },
  dat: {
    typical: stored('scientific/i16.dat', {
      datasets: [{ shape: [200], dtype: '>i2', min: -1000, max: 1000 }],
    }),
    odd: stored('scientific/hdr.dat', { type: 'csv', rowCount: 3, hasHeader: true }),
    empty: written(' \n \n', /holds (?:no rows|only blank)/),
    truncated: cut({ datasets: [{ shape: [120], dtype: '>i2' }] }),
    corrupt: holed({ type: 'dat', layout: expect.stringMatching(/^guess|^no layout/) }),
    lying: {
      ...changed((typical) => typical, /is named \.png, but does not begin like a PNG image/),
      extension: '.png',
    },
    hostile: written(
      Buffer.from('\x80\x04\x95\x1e\0\0\0\0\0\0\0\x8c\x05posix\x8c\x06system\x93\x8c\x02id\x85R.', 'latin1'),
      /its content is a (?:Python )?pickle/i,
    ),
  },
} satisfies Record<string, SevenKinds>;
