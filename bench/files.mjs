import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { loadConfig } from '../dist/config/load-config.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { interleave, pause, quantile, round } from './measure.mjs';
import { withThrowawayCoder } from './throwaway-coder.mjs';

const run = promisify(execFile);
const pandas = (read) =>
  `import pandas as pd; df = pd.${read}; print(df.dtypes, len(df), df.isna().sum(), df.head(3))`;
const csv = pandas('read_csv(name)');

const workbook =
  'import openpyxl; book = openpyxl.load_workbook(name); print([(sheet.title, sheet.dimensions) for sheet in book])';
const database =
  'import sqlite3; c = sqlite3.connect(name); print(c.execute("select sql from sqlite_master").fetchall(), c.execute("select count(*) from orders").fetchall())';
const page =
  'import pandas as pd; print([(df.shape, df.dtypes) for df in pd.read_html(name, flavor="lxml")])';

/** What a user would write to look at the file; `name` is its path. */
const plainPrograms = {
  'small.csv': csv,
  'medium.csv': csv,
  'large.csv': csv,
  'small.tsv': pandas('read_csv(name, sep="\\t")'),
  'medium.tsv': pandas('read_csv(name, sep="\\t")'),
  'small.json': pandas('read_json(name)'),
  'records.json': pandas('read_json(name)'),
  'lines.jsonl': pandas('read_json(name, lines=True)'),
  'small.xml': pandas('read_xml(name)'),
  'orders.xml': pandas('read_xml(name)'),
  'small.xlsx': workbook,
  'book.xlsx': workbook,
  'book.ods':
    'import pandas as pd; print([(key, df.shape, df.dtypes) for key, df in pd.read_excel(name, sheet_name=None).items()])',
  'report.docx': 'import docx; d = docx.Document(name); print(len(d.paragraphs), len(d.tables))',
  'slides.pptx': 'import pptx; print(len(pptx.Presentation(name).slides))',
  'report.pdf': 'import pypdf; r = pypdf.PdfReader(name); print(len(r.pages), r.pages[0].extract_text())',
  'small.parquet': pandas('read_parquet(name)'),
  'orders.parquet': pandas('read_parquet(name)'),
  'orders.feather': pandas('read_feather(name)'),
  'runs.h5': 'import h5py; h5py.File(name).visititems(lambda key, item: print(key, item))',
  'field.nc': 'import xarray; print(xarray.open_dataset(name))',
  'array.npy': 'import numpy; a = numpy.load(name); print(a.shape, a.dtype)',
  'small.sqlite': database,
  'orders.sqlite': database,
  'noise.png': 'from PIL import Image; i = Image.open(name); print(i.size, i.mode)',
  'parts.zip':
    'import zipfile, pandas as pd; z = zipfile.ZipFile(name); print([(n, pd.read_csv(z.open(n)).dtypes) for n in z.namelist()])',
  'survey.sav': pandas('read_spss(name)'),
  'survey.dta': pandas('read_stata(name)'),
  'small.html': page,
  'page.html': page,
  'server.log': 'lines = open(name).readlines(); print(len(lines), lines[:3])',
  'large.txt': 'text = open(name).read(); print(text.count("\\n"), len(text.split()), text[:400])',
};

/** Time of a description through the library, warm, beside that of a plain `python3` process that looks at the same file. */
export async function benchFiles({ rounds = 9 } = {}) {
  const { python } = await ensurePythonEnvironment({ config: loadConfig() });
  return await withThrowawayCoder(async (coder, folder) => {
    await run(python, [path.join(import.meta.dirname, 'make_files.py'), folder]);
    const files = Object.keys(plainPrograms)
      .map((name) => path.join(folder, name))
      .filter((file) => existsSync(file));
    await warmUp(coder, files);
    const rows = [];
    for (const file of files) rows.push(await measure({ coder, python, file }, rounds));
    return rows;
  });
}

/** An interpreter with the readers of a format is started when they are wanted a second time, and is there some seconds later. */
async function warmUp(coder, files) {
  for (let pass = 0; pass < 2; pass += 1) {
    for (const file of files) await coder.describeFiles([file]);
    await pause(5_000);
  }
}

async function measure({ coder, python, file }, rounds) {
  const name = path.basename(file);
  const code = `name = ${JSON.stringify(file)}\n${plainPrograms[name]}`;
  const { samples, failures } = await interleave(
    {
      ours: () => succeeds(coder.describeFiles([file])),
      plain: () => succeeds(run(python, ['-c', code])),
    },
    rounds,
  );
  const { size } = await stat(file);
  const [oursMs, plainMs] = [quantile(samples.ours, 0.5), quantile(samples.plain, 0.5)];
  return {
    name,
    bytes: size,
    oursMs: round(oursMs),
    plainMs: round(plainMs),
    ratio: round(plainMs / oursMs),
    msPerMb: round(oursMs / (size / 1e6)),
    failures: failures.ours + failures.plain,
    plain: plainPrograms[name],
  };
}

async function succeeds(action) {
  try {
    await action;
    return true;
  } catch {
    return false;
  }
}
