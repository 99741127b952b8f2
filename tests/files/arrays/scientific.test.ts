import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { stars } from '../made/stars.ts';

const file = (name: string) => fixture(`scientific/${name}`);
const names = [
  'h5import.h5',
  'octave.h5',
  'store.h5',
  'grid3.nc',
  'groups.nc',
  'empty.nc',
  'vars.mat',
  'v4.mat',
  'v73.mat',
  'empty.mat',
  'grid.npy',
  'empty.npy',
  'arrays.npz',
  'gradient.fits',
  'compressed.fits',
  'cols.dat',
  'hdr.dat',
  'i16.dat',
  'rec.dat',
];

const byPath = <Item extends { path: string }>(datasets: Item[]): Record<string, Item> =>
  Object.fromEntries(datasets.map((dataset) => [dataset.path, dataset]));

describe('scientific files', () => {
  let all: Map<string, FileDescription>;
  let contents: Record<string, Buffer>;
  beforeAll(async () => {
    contents = Object.fromEntries(
      await Promise.all(names.map(async (name) => [name, await file(name)] as const)),
    );
    contents['stars.fits'] = stars();
    const as = (name: string): Buffer => contents[name] as Buffer;
    all = await describeAll({
      ...contents,
      'comma.dat': 'a,b\n1,2\n3,4\n',
      'words.dat': 'Only a few words\nand nothing else here.\n',
      'hidden.csv': as('h5import.h5'),
      'hidden.png': as('gradient.fits'),
      'hidden.npy': as('grid3.nc'),
      'hidden.dat': as('grid.npy'),
    });
  });

  it('in HDF5 show every dataset with shape, dtype and range', () => {
    expect(described(all, 'h5import.h5', 'h5')).toMatchObject({
      container: 'HDF5',
      groups: ['/run1'],
      datasets: [
        {
          path: '/run1/temps',
          shape: [2, 3],
          dtype: 'float64',
          min: 1.5,
          max: 6.5,
          load: "h5py.File('h5import.h5', 'r')['/run1/temps'][:]",
        },
      ],
      load: "h5py.File('h5import.h5', 'r')",
      warnings: [],
    });
    const octave = byPath(described(all, 'octave.h5', 'h5').datasets);
    expect(octave['/m/value']).toMatchObject({ shape: [4, 4], min: 1, max: 16 });
    expect(octave['/m/type']).toMatchObject({ dtype: 'text (ascii)', examples: ['matrix'] });
  });

  it('that pandas wrote are loaded by pandas', () => {
    expect(described(all, 'store.h5', 'h5')).toMatchObject({
      container: 'HDF5 written by pandas (HDFStore)',
      datasets: [{ path: '/df', shape: [2, 2], dtype: 'data frame: a int64, b str' }],
      load: "pd.read_hdf('store.h5', key='df')",
    });
  });

  it('in netCDF-3 show dimensions, units and the time range, scaled and with missing values', () => {
    const grid = described(all, 'grid3.nc', 'nc');
    expect(grid).toMatchObject({
      container: 'netCDF-3',
      dimensions: { time: 4, lat: 2, lon: 3 },
      coordinates: ['time', 'lat', 'lon'],
      timeRange: { from: '2024-01-01T00:00:00', to: '2024-01-04T00:00:00' },
      attributes: { title: 'Test grid', Conventions: 'CF-1.8' },
      load: "xr.open_dataset('grid3.nc')",
    });
    const { temp, time, lat } = byPath(grid.datasets);
    expect(temp).toMatchObject({
      shape: [4, 2, 3],
      dimensions: ['time', 'lat', 'lon'],
      units: 'degC',
      min: 1,
      max: expect.closeTo(6.3),
      nanCount: 1,
      attributes: { long_name: 'air temperature' },
    });
    expect(time).toMatchObject({ dtype: 'datetime64[ns]', max: '2024-01-04T00:00:00' });
    expect(lat).toMatchObject({ units: 'degrees_north', examples: [10, 20] });
  });

  it('in netCDF-4 show the variables of every group and calendars of their own', () => {
    const { datasets, ...file } = described(all, 'groups.nc', 'nc');
    expect(file).toMatchObject({ container: 'netCDF-4 (HDF5)', groups: ['/model'] });
    expect(byPath(datasets)).toMatchObject({
      x: { min: 1, max: 3 },
      name: { examples: ['a', 'b', 'c'] },
      '/model/loss': { units: '1', min: 0.25, load: "xr.open_dataset('groups.nc', group='/model')['loss']" },
      '/model/step': { dtype: 'times of the 360_day calendar (cftime)' },
    });
    expect(file.timeRange).toEqual({ from: '2000-01-01T00:00:00', to: '2000-01-02T00:00:00' });
    expect(described(all, 'empty.nc', 'nc').warnings).toEqual(['The file holds no variables.']);
  });

  it('of MATLAB show classes, structures and what they become in Python', () => {
    const vars = described(all, 'vars.mat', 'mat');
    expect(vars.container).toBe('MATLAB 5');
    expect(byPath(vars.datasets)).toMatchObject({
      m: { shape: [4, 4], dtype: 'double (float64)', min: 1, max: 16 },
      name: { dtype: 'char', examples: ['Köln'] },
      n: { shape: [3, 2], dtype: 'int16' },
      s: { dtype: 'struct with fields a float, b str, c float64 3 (read as attributes)' },
      st: { shape: [2] },
      c: { shape: [3], dtype: 'cell (an object array)' },
      sp: { shape: [2, 2], dtype: 'sparse matrix' },
      z: { examples: ['(3+4j)'] },
    });
    expect(described(all, 'v4.mat', 'mat')).toMatchObject({
      container: 'MATLAB 4',
      datasets: [{ path: 'm' }, {}, {}],
    });
    expect(described(all, 'v73.mat', 'mat')).toMatchObject({
      container: 'MATLAB 7.3 (HDF5)',
      datasets: [{ path: '/m', shape: [3, 2], max: 5 }],
      warnings: [expect.stringContaining('axes reversed')],
    });
    expect(described(all, 'empty.mat', 'mat').datasets).toMatchObject([{ path: 'e', shape: [0] }]);
  });

  it('of NumPy show shape, dtype and order', () => {
    expect(described(all, 'grid.npy', 'npy').datasets).toEqual([
      {
        path: '',
        shape: [2, 3],
        dtype: 'float64',
        min: 1,
        max: 6,
        nanCount: 1,
        attributes: { order: 'Fortran (column by column)' },
        load: "np.load('grid.npy')",
      },
    ]);
    expect(described(all, 'arrays.npz', 'npz').datasets).toMatchObject([
      { path: 'grid', shape: [2, 3] },
      { path: 'counts', shape: [4], dtype: 'int32', min: 1, max: 9, load: "np.load('arrays.npz')['counts']" },
    ]);
    expect(described(all, 'empty.npy', 'npy').datasets).toMatchObject([{ shape: [0, 5], dtype: 'float32' }]);
  });

  it('in FITS show images, compressed or not, and tables with units', () => {
    const image = { shape: [6, 8], dtype: 'uint16', min: 0, max: 65535 };
    expect(described(all, 'gradient.fits', 'fits').datasets).toMatchObject([
      { path: '0: PRIMARY', ...image, load: "fits.getdata('gradient.fits', ext=0)" },
    ]);
    expect(described(all, 'compressed.fits', 'fits').datasets).toMatchObject([image]);
    expect(described(all, 'stars.fits', 'fits')).toMatchObject({
      attributes: { OBJECT: 'M45' },
      datasets: [
        {
          path: '1: STARS',
          shape: [2],
          dtype: 'table',
          attributes: { id: 'J', ra: 'D [deg]' },
          load: "Table.read('stars.fits', hdu=1).to_pandas()",
        },
      ],
    });
  });

  it('named .dat are tables, texts or a guess that says so', () => {
    expect(described(all, 'hdr.dat', 'csv')).toMatchObject({
      hasHeader: true,
      rowCount: 3,
      columns: [{ name: 'time' }, { name: 'temp', nullCount: 1, max: 12.75 }],
      load: "pd.read_csv('hdr.dat', sep='\\\\s+', comment='#')",
    });
    expect(described(all, 'cols.dat', 'csv')).toMatchObject({ hasHeader: false, rowCount: 20 });
    expect(described(all, 'comma.dat', 'csv')).toMatchObject({ delimiter: ',', rowCount: 2 });
    expect(described(all, 'words.dat', 'txt').lineCount).toBe(2);
    expect(described(all, 'i16.dat', 'dat')).toMatchObject({
      datasets: [{ shape: [200], dtype: '>i2', min: -1000, max: 1000 }],
      layout: 'guess: 200 numbers of type int16, big-endian, no header',
      warnings: [expect.stringContaining('is a guess')],
    });
    expect(described(all, 'rec.dat', 'dat').layout).toContain('guess: 50 records of 18 bytes');
  });

  it('are recognised under wrong and generic names', () => {
    expect(described(all, 'hidden.csv', 'h5').warnings[0]).toContain('its content is an HDF5 file');
    expect(described(all, 'hidden.png', 'fits').datasets).toHaveLength(1);
    expect(described(all, 'hidden.npy', 'nc').container).toBe('netCDF-3');
    expect(described(all, 'hidden.dat', 'npy').datasets).toHaveLength(1);
  });

  it('are loaded by a program with the described imports', async () => {
    const shown = [
      'h5import.h5',
      'store.h5',
      'groups.nc',
      'vars.mat',
      'v4.mat',
      'arrays.npz',
      'gradient.fits',
      'stars.fits',
    ];
    const dats = ['hdr.dat', 'i16.dat', 'rec.dat', 'grid.npy'];
    const results = await runLoads(
      Object.fromEntries([...shown, ...dats].map((name) => [name, contents[name] as Buffer])),
    );
    expect(results.length).toBeGreaterThan(30);
    expect(wrongLoads(results)).toEqual([]);
  }, 120_000);

  it('answer a question through the described load', async () => {
    const code =
      "import xarray as xr\nds = xr.open_dataset('grid3.nc')\nprint(round(float(ds['temp'].isel(time=0).mean()), 2))";
    await using desk = await testCoder(scriptedModel([program(code), approval]));
    const path = await desk.file('grid3.nc', contents['grid3.nc'] as Buffer);
    const result = await desk.coder.executeCodeTask('Mean temperature of the first day', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded', result: 3.5 });
  });
});
