import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { runPython } from '../../helpers/run-python.ts';
import { describeAll, failure } from '../desk.ts';
import { type MadeFiles, madeFiles } from '../made/made-files.ts';

const check = `
import sys
sys.path.insert(0, sys.argv[1])
from describers.documents.container import check_container
print(len(check_container(sys.argv[2])) > 0)`;

describe('an Office file', () => {
  let made: MadeFiles;
  beforeAll(async () => {
    made = await madeFiles('files/made/bomb_files.py');
  });
  afterAll(() => made[Symbol.asyncDispose]());

  it.each([
    'spaces.xlsx',
    'rows.xlsx',
    'strings.xlsx',
    'macros.xlsm',
    'records.xlsb',
    'spaces.ods',
    'spaces.odt',
    'spaces.docx',
    'spaces.pptx',
    'split.xlsx',
    'padded.xlsx',
  ])('that is a decompression bomb is refused before it is read: %s', async (name) => {
    expect(await failure(describeAll({ [name]: await made.read(name) }))).toContain(
      `"${name}" unpacks to more than 100 times its size, as decompression bombs do; save the part you need as a smaller file`,
    );
  });

  it.each([
    ['fewer-bytes.xlsx', 'claims to unpack to less'],
    ['more-packed.xlsx', 'claims to hold more'],
  ])('that %s is refused as damaged: it %s than it does', async (name) => {
    expect(await failure(describeAll({ [name]: await made.read(name) }))).toContain(
      `"${name}" is damaged: a part of it fails its checksum`,
    );
  });

  it.each([
    ['equal.xlsx', '210 MiB of equal cells'],
    ['below.xlsx', '190 MiB of nothing'],
  ])('that is large and no bomb passes to its reader: %s, %s', async (name) => {
    const source = path.join(packageRoot, 'src/python');
    expect(await runPython('-I', '-B', '-c', check, source, made.path(name))).toBe('True');
  });
});
