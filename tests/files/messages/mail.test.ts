import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const headers = 'From: a@example.org\nTo: b@example.org\nSubject: Test\n';
const multipart = `${headers}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n`;

describe('mails', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    all = await describeAll({
      'mutt.eml': await fixture('mail/mutt.eml'),
      'mutt.txt.eml': (await fixture('mail/mutt.eml')).subarray(0, 600),
      'page.eml': `${headers}Content-Type: text/html; charset=utf-8\n\n<p>Dear <b>all</b></p><script>x()</script>`,
      'empty.eml': headers,
      'odd.eml': `${headers}Date: yesterday\nContent-Type: text/plain; charset=no-such-code\n\nhello there\n`,
      'hostile.eml': `${multipart}--b\n\nhi\n--b\nContent-Disposition: attachment; filename="../../\u202eetc/passwd"\n\nx\n--b--\n`,
    });
  });

  it('lists headers in readable form, the text and the attachments', () => {
    expect(described(all, 'mutt.eml', 'eml')).toMatchObject({
      headers: {
        from: 'Ada Østby <ada@example.org>',
        to: 'Jürgen <juergen@example.org>',
        cc: 'Grace <grace@example.org>',
        subject: 'Ships — January & February',
        date: '2026-11-21T12:38:37+01:00',
      },
      wordCount: 12,
      attachments: [
        { name: 'ships.csv', bytes: 26, mediaType: 'text/csv' },
        { name: 'page.html', bytes: 12, mediaType: 'text/html' },
      ],
      omittedAttachments: 0,
      load: "email.message_from_binary_file(open('mutt.eml', 'rb'), policy=email.policy.default)",
      imports: ['import email, email.policy'],
    });
  });

  it('shows the text of a message that is HTML only, without its scripts', () => {
    expect(described(all, 'page.eml', 'eml')).toMatchObject({ textPreview: 'Dear all', wordCount: 2 });
  });

  it('describes a message without a body and one that is cut off, and says so', () => {
    expect(described(all, 'empty.eml', 'eml')).toMatchObject({
      headers: { subject: 'Test' },
      wordCount: 0,
      attachments: [],
    });
    expect(described(all, 'mutt.txt.eml', 'eml').warnings).toContainEqual(
      expect.stringMatching(/not built as mails should be .*parts may be missing/),
    );
  });

  it('takes dates and character sets that nobody knows as they are', () => {
    expect(described(all, 'odd.eml', 'eml')).toMatchObject({
      headers: { date: 'yesterday' },
      textPreview: 'hello there',
    });
  });

  it('gives attachments names without folders or hidden characters', () => {
    expect(described(all, 'hostile.eml', 'eml').attachments).toMatchObject([{ name: 'passwd', bytes: 1 }]);
  });

  it('refuses what has no headers and what is nested without end', async () => {
    const nested = Array.from(
      { length: 3_000 },
      (_, at) => `Content-Type: multipart/mixed; boundary=b${at}\n\n--b${at}\n`,
    );
    expect(
      await failure(describeAll({ 'no.eml': 'just some text\n', 'deep.eml': headers + nested.join('') })),
    ).toBe(
      [
        "input-invalid: 2 files can't be used:",
        '- "no.eml" holds no mail headers such as From or Subject; check that it was saved as a message.',
        '- "deep.eml" is nested too deeply to be read; flatten it.',
      ].join('\n'),
    );
  });
});

const event = (fields: string) =>
  `BEGIN:VEVENT\r\nUID:1\r\nDTSTAMP:20240101T000000Z\r\n${fields}END:VEVENT\r\n`;
const calendar = (parts: string) => `BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\n${parts}END:VCALENDAR\r\n`;

describe('calendars', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    const real = await fixture('mail/calendar.ics');
    all = await describeAll({
      'calendar.ics': real,
      'zones.ics': calendar(
        `X-WR-CALNAME:Work\\, mine\r\n${event('DTSTART;TZID=Europe/Oslo:20240105T100000\r\nSUMMARY:A long\r\n er title\r\n')}`,
      ),
      'empty.ics': calendar(''),
      'two.ics': calendar(event('DTSTART:20240105\r\n')) + calendar(''),
      'damaged.ics': real.toString().replace('SUMMARY:Stand-up', '@@ \u0001 no property'),
      'calendar.txt': real,
      'calendar.csv': real,
      'text.ics': 'not a calendar\n',
    });
  });

  it('counts events, tasks and rules and gives the time range', () => {
    expect(described(all, 'calendar.ics', 'ics')).toMatchObject({
      calendarName: null,
      eventCount: 3,
      taskCount: 1,
      recurringCount: 1,
      timeRange: { from: '2024-05-06T10:00:00', to: '2024-05-17' },
      fields: ['DTSTART', 'SUMMARY', 'DURATION', 'RRULE'],
      sampleData: [{ SUMMARY: 'Constitution Day' }, {}, { SUMMARY: 'Budget meeting, room 2; bring figures' }],
      load: "icalendar.Calendar.from_ical(open('calendar.ics', 'rb').read())",
    });
  });

  it('joins folded lines and names the calendar and its time zones', () => {
    expect(described(all, 'zones.ics', 'ics')).toMatchObject({
      calendarName: 'Work, mine',
      timeZones: ['Europe/Oslo'],
      sampleData: [{ DTSTART: '2024-01-05T10:00:00', SUMMARY: 'A longer title' }],
    });
  });

  it('describes a calendar without events and a file of several calendars', () => {
    expect(described(all, 'empty.ics', 'ics')).toMatchObject({
      eventCount: 0,
      timeRange: null,
      sampleData: [],
    });
    expect(described(all, 'two.ics', 'ics').load).toContain('multiple=True');
  });

  it('says that lines of a calendar are damaged and goes on with the others', () => {
    expect(described(all, 'damaged.ics', 'ics')).toMatchObject({
      eventCount: 3,
      warnings: [expect.stringContaining('Lines that are no properties: 1'), expect.any(String)],
    });
  });

  it('is known by its content under another name, and text under its name is text', () => {
    expect(described(all, 'calendar.csv', 'ics').warnings[0]).toContain('its content is a calendar');
    expect(described(all, 'text.ics', 'txt').warnings[0]).toContain('named .ics, but its content is a text');
    expect(described(all, 'calendar.txt', 'txt').wordCount).toBeGreaterThan(10);
  });

  it('refuses what is cut off or nested without end', async () => {
    const message = await failure(
      describeAll({
        'cut.ics': (await fixture('mail/calendar.ics')).subarray(0, 300),
        'deep.ics': `BEGIN:VCALENDAR\r\n${'BEGIN:VEVENT\r\n'.repeat(5_000)}`,
      }),
    );
    expect(message).toContain('"cut.ics" is cut off inside a VEVENT; export it again.');
    expect(message).toContain('"deep.ics" is nested more than 10 parts deep; export it again.');
  });
});
