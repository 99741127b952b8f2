import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { patched, tar } from '../made/made-bytes.ts';
import { zipped } from '../made/zip.ts';
import {
  changed,
  cut,
  holed,
  named,
  type Outcome,
  type Sample,
  type SevenKinds,
  stored,
  written,
} from './seven-kinds.ts';

const two = { memberCount: 2, members: [{ bytes: 176 }, { bytes: 363 }] };
const broken = /damaged|cut off/;
const bomb = /unpacks to more than 250 times its size/;
const twice = (typical: Buffer): Buffer => Buffer.concat([typical, typical]);
/** A packed table, which its name must tell. */
const packedCsv = (bytes: Buffer, outcome: Outcome): Sample => ({
  ...written(bytes, outcome),
  extension: '.csv.gz',
});
const headers = 'From: a@example.org\nTo: b@example.org\nSubject: Test\n';
const calendar = (parts: string): string =>
  `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${parts}END:VCALENDAR\r\n`;
const zone =
  'BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\nDTSTART;TZID=Europe/Oslo:20240105T100000\r\nSUMMARY:A long\r\n er title\r\nEND:VEVENT\r\n';

/** What becomes of archives, mails and calendars. */
export const packed = {
  zip: {
    typical: stored('archive/ships.zip', two),
    odd: written(() => zipped({ 'a b/ø.csv': 'a\n1\n', 'run.sh': 'echo' }), {
      memberCount: 1,
      warnings: [expect.stringContaining('it is a program')],
    }),
    empty: written(() => zipped({}), /holds no files/),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.xlsx', 'a ZIP archive'),
    hostile: written(() => zipped({ '../out.csv': 'a\n1\n' }), /it leads out of its folder/),
  },
  tar: {
    typical: stored('archive/ships.tar', two),
    odd: written(tar(`${'long '.repeat(18)}.csv`, { content: 'a\n1\n' }), { memberCount: 1 }),
    empty: written(Buffer.alloc(10_240), /holds no files/),
    truncated: cut({ memberCount: 1, warnings: [expect.stringMatching(/^The archive is damaged/)] }, 0.12),
    corrupt: changed((typical) => patched(typical, 148, [0x39]), broken),
    lying: named('.zip', 'a tar archive'),
    hostile: written(tar('passwd.csv', { target: '/etc/passwd' }), /it is a link/),
  },
  gz: {
    typical: stored('archive/ships.tar.gz', two),
    odd: packedCsv(Buffer.concat([gzipSync('a\n1\n'), gzipSync('2\n')]), {
      memberCount: 1,
      members: [{ bytes: 6 }],
    }),
    empty: written(gzipSync(''), /holds no file|empty/),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.csv', 'a gzip archive'),
    hostile: written(() => gzipSync(Buffer.alloc(40 << 20, '0')), bomb),
  },
  bz2: {
    typical: stored('archive/ships.tar.bz2', two),
    odd: changed(twice, two),
    empty: written(Buffer.from('425a683917724538509000000000', 'hex'), /does not begin like|may be damaged/),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.json', 'a bzip2 archive'),
    hostile: stored('archive/bomb.csv.bz2', bomb),
  },
  xz: {
    typical: stored('archive/ships.tar.xz', two),
    odd: changed(twice, two),
    empty: stored('archive/empty.xz', /holds no file|empty/),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.gz', 'an xz archive'),
    hostile: stored('archive/bomb.csv.xz', bomb),
  },
  '7z': {
    typical: stored('archive/ships.7z', two),
    odd: stored('archive/odd.7z', two),
    empty: stored('archive/empty.7z', /holds no files/),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.zip', 'a 7-Zip archive'),
    hostile: stored('archive/bomb.7z', bomb),
  },
  eml: {
    typical: stored('mail/mutt.eml', {
      headers: { subject: 'Ships — January & February' },
      attachments: [{ name: 'ships.csv' }, { name: 'page.html' }],
    }),
    odd: written(
      `${headers}Date: yesterday\nContent-Type: text/plain; charset=no-such-code\n\nhello there\n`,
      { headers: { date: 'yesterday' }, textPreview: 'hello there' },
    ),
    empty: written(headers, { wordCount: 0, attachments: [] }),
    truncated: cut({ warnings: expect.arrayContaining([expect.stringMatching(/parts may be missing/)]) }),
    corrupt: holed({ type: 'eml' }),
    lying: named('.pdf', 'a mail'),
    hostile: written(
      headers +
        Array.from(
          { length: 3_000 },
          (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
        ).join(''),
      /is nested too deeply/,
    ),
  },
  ics: {
    typical: stored('mail/calendar.ics', {
      eventCount: 3,
      taskCount: 1,
      recurringCount: 1,
      timeRange: { from: '2024-05-06T10:00:00', to: '2024-05-17' },
    }),
    odd: written(calendar(`X-WR-CALNAME:Work\\, mine\r\n${zone}`), {
      calendarName: 'Work, mine',
      sampleData: [{ SUMMARY: 'A longer title' }],
    }),
    empty: written(calendar(''), { eventCount: 0, timeRange: null }),
    truncated: cut(/is cut off inside a VCALENDAR/),
    corrupt: holed(/holds binary data, not text/),
    lying: named('.csv', 'a calendar'),
    hostile: written(
      `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(5_000)}`,
      /is nested more than 10 parts deep/,
    ),
  },
} satisfies Record<string, SevenKinds>;
