import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ScientificDescription } from '../../../src/contracts/file-description.ts';
import type { PreparedFile } from '../../../src/files/prepare-files.ts';
import { Desk, fixture } from '../desk.ts';
import { npy } from '../made/made-bytes.ts';
import { stars } from '../made/stars.ts';
import { zipped } from '../made/zip.ts';

const limits = { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 16 };

/** Files with what their warning advises to do with the value of `load`, and what that prints. */
const advised = [
  [
    'columnar/orders.parquet',
    'iter_batches',
    'print(sum(b.to_pandas()["qty"].sum() for b in value.iter_batches(batch_size=20)))',
    '1222.0',
  ],
  [
    'columnar/file.arrow',
    '.get_batch(i).to_pandas()',
    'print(sum(value.get_batch(i).to_pandas()["v"].sum() for i in range(value.num_record_batches)))',
    '3.0',
  ],
  [
    'columnar/stations.feather',
    '.get_batch(i).slice(start, 1).to_pandas()',
    'print(value.get_batch(0).slice(1, 1).to_pandas()["n"].sum())',
    '2',
  ],
  [
    'columnar/odd.feather',
    'when it is unpacked, which may not fit: raise maxMemoryMiB',
    'print(value.get_batch(0).slice(1, 1).to_pandas()["large"].max())',
    '1',
  ],
  [
    'columnar/stream.arrow',
    'for batch in reader: batch.slice(start, 1).to_pandas()',
    'print(sum(len(batch.slice(at, 1).to_pandas()) for batch in value for at in range(batch.num_rows)))',
    '3',
  ],
  ['columnar/trades.orc', '.read_stripe(i)', 'print(value.read_stripe(0).to_pandas()["id"].sum())', '10'],
  ['statistics/pspp.sav', 'for frame, _ in chunks', 'print(sum(len(frame) for frame, _ in value))', '3'],
  [
    'statistics/survey.dta',
    'for frame, _ in chunks',
    'print(sum(frame["id"].sum() for frame, _ in value))',
    '21.0',
  ],
  [
    'statistics/iris.sas7bdat',
    'for frame, _ in chunks',
    'print(round(max(frame["Sepal_Length"].max() for frame, _ in value), 1))',
    '7.9',
  ],
  [
    'scientific/vars.mat',
    'variable_names=[...]',
    'print(scipy.io.loadmat("vars.mat", variable_names=["m"])["m"].sum(), sorted(value)[0][0])',
    '136.0 c',
  ],
  [
    'scientific/h5import.h5',
    'read slices of it, such as [0:1]',
    'print(value["/run1/temps"][0:1].sum())',
    '7.5',
  ],
  ['scientific/grid3.nc', '.isel', 'print(round(float(value["temp"].isel(time=0).mean()), 2))', '3.5'],
  [
    'stars.fits',
    '.data[0:100_000]',
    'print(sum(value[1].data[at : at + 1]["ra"].sum() for at in range(2)))',
    '113.25',
  ],
  ['scientific/gradient.fits', '.section', 'print(value[0].section[0:1, 0:2].shape)', '(1, 2)'],
  [
    'scientific/arrays.npz',
    'skip 128 with .read(128), then np.frombuffer(file.read(n * 4), dtype=',
    'file = zipfile.ZipFile("arrays.npz").open("counts.npy"); file.read(128); print(np.frombuffer(file.read(8), dtype="<i4").sum(), sorted(value))',
    "4 ['counts', 'grid']",
  ],
  [
    'scientific/stored.npz',
    'its `load` maps it',
    'print(np.memmap("stored.npz", dtype="<f8", mode="r", offset=194, shape=(2, 3), order="F")[1].tolist())',
    '[4.0, 5.0, 6.0]',
  ],
  [
    'scientific/store.h5',
    'other values of start and stop, up to 2',
    'print(len(value), pd.read_hdf("store.h5", key="df", start=1, stop=2)["a"].tolist())',
    '1 [2]',
  ],
  ['scientific/i16.dat', 'take slices', 'print(value[0:2].shape, type(value).__name__)', '(2,) memmap'],
  ['scientific/grid.npy', 'take slices', 'print(value[0:1].shape, type(value).__name__)', '(1, 3) memmap'],
  ['image/photo.jpg', '.draft', 'value.draft("RGB", (32, 24)); print(value.size)', '(32, 24)'],
] as const;

describe('files that need more memory than a run has', () => {
  let desk: Desk;
  let prepared: Map<string, PreparedFile>;
  beforeAll(async () => {
    desk = await Desk.open();
    const inputs = await Promise.all(
      advised.map(async ([file]) => ({
        name: path.basename(file),
        bytes: file === 'stars.fits' ? stars() : await fixture(file),
      })),
    );
    const files = await desk.prepare(inputs, { runMemoryMiB: 0 });
    prepared = new Map(files.map((file) => [file.name, file]));
  }, 60_000);
  afterAll(() => desk[Symbol.asyncDispose]());

  it.each(advised.map(([file, advice, code, printed]) => ({ file, advice, code, printed })))(
    '$file: the advice "$advice" works on what `load` gives',
    async ({ file, advice, code, printed }) => {
      const { name, path: place, description } = prepared.get(path.basename(file)) as PreparedFile;
      expect(description.warnings.join('\n')).toContain(advice);
      const inputs = [{ name, path: place as string }];
      const outcome = await desk.run(description, { code, inputs, limits });
      expect(outcome.stdout.trim() || outcome.stderr).toBe(printed);
    },
  );

  it('keep their exact rows, nulls and ranges when they are tables', () => {
    expect(prepared.get('orders.parquet')?.description).toMatchObject({
      rowCount: 50,
      columns: [
        { name: 'order_id', min: 0, max: 49 },
        {},
        { nullCount: 8 },
        {},
        {},
        {},
        {},
        {},
        {},
        { nullCount: 1 },
      ],
    });
    expect(prepared.get('iris.sas7bdat')?.description).toMatchObject({
      rowCount: 150,
      columns: [{ min: 4.3, max: 7.9 }, {}, {}, {}, {}],
    });
  });
});

it('an archive of 100 arrays lists the first and counts the others', async () => {
  const one = npy("{'descr': '<i4', 'fortran_order': False, 'shape': (2,), }", Buffer.alloc(8, 1));
  const arrays = Object.fromEntries(Array.from({ length: 100 }, (_, at) => [`part${at}.npy`, one]));
  await using desk = await Desk.open();
  const [file] = await desk.prepare([{ name: 'parts.npz', bytes: zipped(arrays) }]);
  const { datasets, omittedDatasets } = (file as PreparedFile).description as ScientificDescription;
  expect(datasets.length).toBeGreaterThan(20);
  expect(datasets.length + omittedDatasets).toBe(100);
});
