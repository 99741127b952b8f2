import { renameSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { openWheelFolder } from '../../../../src/sandbox/pyodide/packages/open-wheel-folder.ts';
import { temporaryFolder } from '../../../helpers/temporary-folder.ts';
import { sha256Of } from './wheel-room.ts';

const wheel = 'plain_one-1.0-py3-none-any.whl';

function folderWith(...names: string[]): string {
  const folder = temporaryFolder();
  for (const name of names) writeFileSync(path.join(folder, name), `content of ${name}`);
  return folder;
}

async function offered(folder: string, project = 'plain-one') {
  const page = await openWheelFolder(folder).page(project, undefined);
  return JSON.parse(new TextDecoder().decode(page.bytes)).files as {
    filename: string;
    url: string;
    hashes: { sha256: string };
  }[];
}

it('offers the wheels of a project with the hash of what they hold', async () => {
  const folder = folderWith(
    wheel,
    'Plain.One-2.0-py3-none-any.whl',
    'other-1.0-py3-none-any.whl',
    'notes.txt',
  );
  const files = await offered(folder);
  expect(files.map(({ filename }) => filename).sort()).toEqual(['Plain.One-2.0-py3-none-any.whl', wheel]);
  const one = files.find(({ filename }) => filename === wheel);
  expect(one?.hashes.sha256).toBe(sha256Of(path.join(folder, wheel)));
  const bytes = await openWheelFolder(folder).wheel(one?.url ?? '', undefined);
  expect(new TextDecoder().decode(bytes)).toBe(`content of ${wheel}`);
});

it('offers only what its sums name, with the hash that they have', async () => {
  const folder = folderWith(wheel, 'plain_one-2.0-py3-none-any.whl');
  writeFileSync(path.join(folder, 'SHA256SUMS'), `${'ab'.repeat(32)}  ${wheel}\nnonsense\n`);
  expect(await offered(folder)).toEqual([
    expect.objectContaining({ filename: wheel, hashes: { sha256: 'ab'.repeat(32) } }),
  ]);
});

it('follows no link out of it, not even to its sums', async () => {
  const folder = folderWith();
  const outside = folderWith(wheel);
  symlinkSync(path.join(outside, wheel), path.join(folder, wheel));
  expect(await offered(folder)).toEqual([]);
  const source = openWheelFolder(folder);
  await expect(source.wheel(`${source.address}/${wheel}`, undefined)).rejects.toMatchObject({
    code: 'input-invalid',
  });
  renameSync(path.join(outside, wheel), path.join(folder, wheel));
  expect(await offered(folder)).toHaveLength(1);
  writeFileSync(path.join(outside, 'SHA256SUMS'), `${'ab'.repeat(32)}  ${wheel}\n`);
  symlinkSync(path.join(outside, 'SHA256SUMS'), path.join(folder, 'SHA256SUMS'));
  await expect(offered(folder)).rejects.toMatchObject({ code: 'config-invalid' });
});

it.each(['..%2F..%2Fetc%2Fpasswd', '%2Fetc%2Fpasswd', '..', '', 'a%00b'])(
  'gives nothing for the name %s',
  async (name) => {
    const source = openWheelFolder(folderWith(wheel));
    await expect(source.wheel(`${source.address}/${name}`, undefined)).rejects.toMatchObject({
      code: 'input-invalid',
    });
  },
);

it('reads no more than its limit of a wheel', async () => {
  const source = openWheelFolder(folderWith(wheel), { wheelBytes: 5 });
  await expect(source.wheel(`${source.address}/${wheel}`, undefined)).rejects.toMatchObject({
    code: 'input-invalid',
  });
});
