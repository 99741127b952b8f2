import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const TABLES = 20;

/** How well faulty tables are read, by kind of fault: each in all tables of `tests/files/tables/polluted/` that can have it. */
export async function benchPollutions() {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'python-coder-bench-'));
  const figures = path.join(folder, 'figures.json');
  const env = {
    ...process.env,
    PYTHON_CODER_POLLUTED_TABLES: String(TABLES),
    PYTHON_CODER_POLLUTED_FIGURES: figures,
  };
  try {
    await run('npx', ['vitest', 'run', 'tests/files/tables/polluted'], { env, maxBuffer: 1 << 26 });
    const rows = JSON.parse(await readFile(figures, 'utf8'));
    const [structure, cells] = ['structure', 'cells'].map(
      (key) => rows.reduce((sum, row) => sum + row[key], 0) / rows.length,
    );
    return [
      ...rows.toSorted((one, other) => one.structure + one.cells - other.structure - other.cells),
      { kind: 'all', files: rows.reduce((sum, { files }) => sum + files, 0), structure, cells, worst: '' },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
