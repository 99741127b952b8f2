import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { formats } from '../../../src/files/formats.ts';
import type { PreparedFile } from '../../../src/files/prepare-files.ts';
import { Desk } from '../desk.ts';
import { arrays } from './arrays.ts';
import { columns } from './columns.ts';
import { documents } from './documents.ts';
import { packed } from './packed.ts';
import { pictures } from './pictures.ts';
import { type Kind, kinds, type Sample, type SevenKinds } from './seven-kinds.ts';
import { texts } from './texts.ts';
import { trees } from './trees.ts';

type Group = Record<string, SevenKinds>;

const groups: Record<string, Group> = { texts, trees, documents, pictures, columns, arrays, packed };
const manifest: Group = Object.assign({}, ...Object.values(groups));
const fixtures = path.join(import.meta.dirname, '../../fixtures/files');

interface Cell {
  name: string;
  type: string;
  kind: Kind;
  sample: Sample;
}

function cellsOf(group: Group): Cell[] {
  return Object.entries(group).flatMap(([type, seven]) => {
    const own = formats.find((format) => format.type === type)?.extensions[0];
    return kinds.flatMap((kind) => {
      const sample = seven[kind];
      if ('impossible' in sample) return [];
      return [{ name: `${kind}-${type}${sample.extension ?? own}`, type, kind, sample }];
    });
  });
}

function typicalOf(type: string): Sample {
  return (manifest[type] as SevenKinds).typical as Sample;
}

async function bytesOf({ type, sample }: Cell): Promise<Buffer> {
  return sample.bytes(await typicalOf(type).bytes(Buffer.alloc(0)));
}

async function prepareCells(cells: Cell[]): Promise<Map<string, PreparedFile>> {
  await using desk = await Desk.open();
  const inputs = await Promise.all(
    cells.map(async (cell) => ({ name: cell.name, bytes: await bytesOf(cell) })),
  );
  const prepared = await desk.prepare(inputs, { skipBadFiles: true });
  return new Map(prepared.map((file) => [file.name, file]));
}

describe('the manifest of files', () => {
  it('has all seven kinds for every format', () => {
    expect(Object.keys(manifest).sort()).toEqual(formats.map(({ type }) => type).sort());
    for (const [type, seven] of Object.entries(manifest))
      expect([type, ...Object.keys(seven)]).toEqual([type, ...kinds]);
  });

  it('calls only two kinds impossible, each with a reason', () => {
    const missing = Object.entries(manifest).flatMap(([type, seven]) =>
      kinds.flatMap((kind) =>
        'impossible' in seven[kind] ? [`${kind} ${type}: ${seven[kind].impossible}`] : [],
      ),
    );
    expect(missing).toEqual([
      'corrupt bmp: every value of a pixel is valid, and a BMP has no checksums',
      'empty webp: the format stores width and height less one',
    ]);
  });

  it.each(Object.keys(manifest))(
    '.%s: the typical file is kept, and its folder says what made it',
    async (type) => {
      const file = typicalOf(type).stored ?? '';
      const folder = path.join(fixtures, path.dirname(file));
      expect(await readFile(path.join(folder, 'README.md'), 'utf8')).toContain(path.basename(file));
    },
  );

  it('gives every damaged or lying file other bytes or another name than the typical one', async () => {
    for (const cell of cellsOf(manifest)) {
      if (cell.kind === 'typical' || cell.kind === 'lying') continue;
      const typical = await bytesOf({ ...cell, sample: typicalOf(cell.type) });
      expect(typical.equals(await bytesOf(cell)), cell.name).toBe(false);
    }
  });
});

describe('a file of 0 bytes', () => {
  it('is refused whatever its name promises', async () => {
    await using desk = await Desk.open();
    const inputs = formats.map(({ type, extensions }) => ({
      name: `none-${type}${extensions[0]}`,
      bytes: Buffer.alloc(0),
    }));
    const prepared = await desk.prepare(inputs, { skipBadFiles: true });
    for (const { description } of prepared)
      expect(description).toMatchObject({
        type: 'unusable',
        problem: expect.stringContaining('is empty (0 bytes)'),
      });
    expect(prepared).toHaveLength(formats.length);
  });
});

describe.each(Object.entries(groups))('of the %s', (_, group) => {
  let prepared: Map<string, PreparedFile>;
  beforeAll(async () => {
    prepared = await prepareCells(cellsOf(group));
  }, 180_000);

  it.each(cellsOf(group))(
    '$name is described, or refused, as the manifest says',
    ({ name, type, sample }) => {
      const description = prepared.get(name)?.description as FileDescription;
      const { outcome } = sample;
      const problem = description.type === 'unusable' ? description.problem : null;
      if (outcome instanceof RegExp) expect(problem ?? description).toEqual(expect.stringMatching(outcome));
      else expect(problem ?? description).toMatchObject({ type, ...outcome });
    },
  );
});
