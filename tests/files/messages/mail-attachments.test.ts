import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { Desk, describeAll, described, fixture } from '../desk.ts';

const attachment = (headers: string, content: string) => `--b\n${headers}\n\n${content}\n`;
const csv = (name: string) => `Content-Type: text/csv\nContent-Disposition: attachment; filename="${name}"`;
const mail = (...parts: string[]) =>
  [
    'From: a@example.org\nTo: b@example.org\nSubject: Test\nMIME-Version: 1.0\n',
    'Content-Type: multipart/mixed; boundary=b\n\n',
    ...parts,
    '--b--\n',
  ].join('');
const table = 'a,b\n1,2';

/** Paths under which attachments are found, as the mail's description and as the task's files tell them. */
function paths(all: Map<string, FileDescription>, name: string) {
  const { attachments } = described(all, name, 'eml');
  const folder = `${name.replace('.eml', '')}/`;
  return {
    listed: attachments.map((each) => [each.name, each.path]),
    files: [...all.keys()].filter((each) => each.startsWith(folder)),
  };
}

describe('attachments of a mail', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      'parcel.eml': await fixture('mail/parcel.eml'),
      'hostile.eml': mail(
        attachment(csv('../../etc/up.csv'), table),
        attachment(csv('C:drive.csv'), table),
        attachment(csv('/etc/absolute.csv'), table),
        attachment(csv(`${'長'.repeat(300)}.csv`), table),
        attachment(csv('\u202evil\u0000.csv'), table),
        attachment(csv('UP.CSV'), table),
        attachment(csv('..'), table),
        attachment(csv('run.exe'), 'MZ'),
        attachment('Content-Type: text/csv; name="=?utf-8?b?w4Uu?=csv"', table),
      ),
      'forward.eml': mail(
        attachment('Content-Type: message/rfc822', 'From: c@example.org\nSubject: Inner\n\nThe inner text.'),
        attachment(
          'Content-Type: message/rfc822; name="Re: ships"',
          'From: d@example.org\nSubject: X\n\nMore.',
        ),
      ),
      'damaged.eml': mail(
        attachment(`${csv('cut.csv')}\nContent-Transfer-Encoding: base64`, 'YSxiCjEsM###'),
        attachment(`${csv('coded.csv')}\nContent-Transfer-Encoding: no-such`, table),
        attachment('Content-Type: message/rfc822', ''),
      ),
      'many.eml': mail(...Array.from({ length: 250 }, (_, at) => attachment(csv(`${at}.csv`), table))),
    });
  });

  it('are unpacked and described under the names that the mail lists, repeated names included', () => {
    expect(described(all, 'parcel.eml', 'eml')).toMatchObject({
      textPreview: 'The figures are attached.',
      attachments: [
        { name: 'sales.csv', bytes: 38, mediaType: 'text/csv', path: 'parcel/sales.csv' },
        { name: 'sales (2).csv', bytes: 19, path: 'parcel/sales (2).csv' },
        {
          name: 'Straße Ålesund.png',
          bytes: 276,
          mediaType: 'image/png',
          path: 'parcel/Straße Ålesund.png',
        },
        { name: 'inner.eml', mediaType: 'message/rfc822', path: 'parcel/inner.eml' },
        { name: 'more.zip', path: null },
      ],
    });
    expect(described(all, 'parcel/sales.csv', 'csv')).toMatchObject({
      load: "pd.read_csv('parcel/sales.csv')",
      rowCount: 3,
    });
    expect(described(all, 'parcel/sales (2).csv', 'csv').rowCount).toBe(1);
    expect(described(all, 'parcel/Straße Ålesund.png', 'png')).toMatchObject({ width: 12, height: 9 });
  });

  it('that are mails are described, but not unpacked in turn', () => {
    expect(described(all, 'parcel/inner.eml', 'eml')).toMatchObject({
      headers: { subject: 'Ships — January & February' },
      attachments: [
        { name: 'ships.csv', path: null },
        { name: 'page.html', path: null },
      ],
    });
    expect(paths(all, 'forward.eml').files).toEqual(['forward/Re: ships.eml', 'forward/attachment-1.eml']);
  });

  it('do not lend their text to a mail that has none', () => {
    expect(described(all, 'forward.eml', 'eml')).toMatchObject({
      textPreview: '',
      warnings: expect.arrayContaining(['The message has no text of its own.']),
    });
  });

  it('that are archives stay packed, with a word on what to do', () => {
    expect(described(all, 'parcel.eml', 'eml').warnings).toContain(
      'The attachment "parcel/more.zip" was left out: it is an archive; save it from the mail and give it as a file.',
    );
  });

  it('never leave the folder of their mail, whatever their names are', () => {
    const { listed, files } = paths(all, 'hostile.eml');
    const long = `${'長'.repeat(38)}.csv`;
    expect(listed).toEqual([
      ['up.csv', 'hostile/up.csv'],
      ['drive.csv', 'hostile/drive.csv'],
      ['absolute.csv', 'hostile/absolute.csv'],
      [long, `hostile/${long}`],
      ['vil.csv', 'hostile/vil.csv'],
      ['UP (2).CSV', 'hostile/UP (2).CSV'],
      ['attachment-7', 'hostile/attachment-7'],
      ['run.exe', null],
      ['Å.csv', 'hostile/Å.csv'],
    ]);
    expect(files.sort()).toEqual(listed.flatMap(([, path]) => path ?? []).sort());
    expect(described(all, 'hostile.eml', 'eml').warnings).toEqual(
      expect.arrayContaining([
        'The attachment "hostile/run.exe" was left out: it is a program; only data files are taken.',
      ]),
    );
  });

  it('that are damaged are left out or taken as far as they go', () => {
    const { listed } = paths(all, 'damaged.eml');
    expect(listed.slice(0, 2)).toEqual([
      ['cut.csv', 'damaged/cut.csv'],
      ['coded.csv', 'damaged/coded.csv'],
    ]);
  });

  it('are listed and unpacked up to a limit that is told', () => {
    const many = described(all, 'many.eml', 'eml');
    expect(many.attachments).toHaveLength(30);
    expect(many.omittedAttachments).toBe(220);
    expect(paths(all, 'many.eml').files).toHaveLength(200);
    expect(many.warnings).toContain('Only the first 200 of 250 attachments were unpacked.');
  });
});

it('a program reads an attachment from the path that the mail gives', async () => {
  const code = `import pandas as pd
sales = pd.read_csv('parcel/sales.csv')
print(sales.groupby('city')['amount'].sum().to_dict())`;
  await using test = await testCoder(scriptedModel([program(code), approval]));
  const done = await test.coder.executeCodeTask('Total amount by city?', {
    files: [await test.file('parcel.eml', await fixture('mail/parcel.eml'))],
  });
  expect(done).toMatchObject({ status: 'succeeded', output: "{'Bergen': 20, 'Oslo': 40}\n" });
});

it('a mail with an attachment that is too large is described, with its other attachments and the reason', async () => {
  const large = attachment(csv('large.csv'), 'x'.repeat(3 * 2 ** 20));
  await using desk = await Desk.open();
  const input = { name: 'mail.eml', bytes: Buffer.from(mail(large, attachment(csv('small.csv'), table))) };
  const limits = { timeoutSeconds: 50, memoryMiB: 1024, outputMiB: 4, diskMiB: 2 };
  const prepared = await desk.prepare([input], { limits });
  expect(prepared.map(({ name }) => name)).toEqual(['mail.eml', 'mail/small.csv']);
  expect(prepared[0]?.description).toMatchObject({
    attachments: [
      { name: 'large.csv', bytes: 3 * 2 ** 20, path: null },
      { name: 'small.csv', path: 'mail/small.csv' },
    ],
    warnings: expect.arrayContaining([
      'The attachment "large.csv" was not unpacked: with its 3 MiB the attachments would take more than 2 MiB; take it from the message with iter_attachments().',
    ]),
  });
});
