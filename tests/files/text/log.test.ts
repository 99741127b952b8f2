import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription, TextDescription } from '../../../src/contracts/file-description.ts';
import { runPython } from '../../helpers/run-python.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';

const trace = [
  '2024-01-02 10:00:00,123 - app.db - INFO - started',
  '2024-01-02 10:00:05,000 - app.db - ERROR - failed',
  'Traceback (most recent call last):',
  '  File "x.py", line 1',
  '2024-01-01 09:00:00,000 - app.db - INFO - from before',
  '2024-01-02 10:00:06,000 - app.web - INFO - done',
];

/** One line of each kind of log, with the format it must be recognised as and its first time. */
const lines = [
  [
    '127.0.0.1 - ann [10/Oct/2023:13:55:36 -0700] "GET / HTTP/1.0" 200 -',
    'Common Log Format',
    '2023-10-10T13:55:36-07:00',
  ],
  ['2024-01-02T03:04:05.678Z INFO ready', 'time, level, message', '2024-01-02T03:04:05.678Z'],
  ['[2024-01-02 03:04:05] [WARN] low disk', 'time, level, message', '2024-01-02T03:04:05'],
  ['2024-01-02 03:04:05,678 [main] DEBUG com.x.App - ready', 'logback or log4j', '2024-01-02T03:04:05.678'],
  ['2024-01-02 03:04:05.678  INFO 123 --- [main] c.x.App : up', 'Spring Boot', '2024-01-02T03:04:05.678'],
  [
    '[Wed Oct 11 14:32:52 2023] [core:error] [pid 35] file missing',
    'Apache error log',
    '2023-10-11T14:32:52',
  ],
  ['2024-01-02T03:04:05+01:00 host app[12]: up', 'syslog with ISO time', '2024-01-02T03:04:05+01:00'],
  ['ERROR 2024-01-02 03:04:05 broken', 'level, time, message', '2024-01-02T03:04:05'],
  ['2024-01-02 03:04:05 something happened', 'time, message', '2024-01-02T03:04:05'],
] as const;

describe('logs', () => {
  let all: Map<string, FileDescription>;
  const log = (name: string): TextDescription => described(all, name, 'log');
  beforeAll(async () => {
    const access = await fixture('text/access.log');
    all = await describeAll({
      'access.log': access,
      'error.log': await fixture('text/error.log'),
      'syslog.log': await fixture('text/syslog.log'),
      'syslog5424.log': await fixture('text/syslog5424.log'),
      'trace.log': `${trace.join('\n')}\n`,
      'cut.log': access.subarray(0, access.length - 40),
      'prose.log': 'no pattern here\nat all\n',
      'objects.log': '{"level":"info","n":1}\n{"level":"error","n":2}\n',
      'hostile.log': `2024-01-02 03:04:05 INFO ok\nh - - [10/Oct/2023:13:55:36 -0700] "${'a'.repeat(500_000)}\n${'"\\'.repeat(200_000)}\n`,
      ...Object.fromEntries(lines.map(([line], at) => [`kind-${at}.log`, `${line}\n${line}\n`])),
    });
  });

  it('finds the pattern, the count of its lines and the time range of what nginx wrote', () => {
    expect(log('access.log')).toMatchObject({
      lineFormat: 'Combined Log Format',
      lineCount: 8,
      matchedLines: 8,
      timeRange: { from: '2026-11-21T11:38:36+00:00', to: '2026-11-21T11:38:37+00:00' },
      warnings: [],
    });
    expect(log('error.log')).toMatchObject({
      lineFormat: 'nginx error log',
      matchedLines: 20,
      levels: { notice: 11, info: 8, error: 1 },
      timeRange: { from: '2026-11-21T11:38:35', to: '2026-11-21T11:38:37' },
    });
  });

  it('reads both forms of syslog and says that the older one has no year', () => {
    expect(log('syslog.log')).toMatchObject({
      lineFormat: 'syslog (RFC 3164)',
      matchedLines: 3,
      timeRange: { from: '--11-21T11:41:19', to: '--11-21T11:41:19' },
      warnings: [expect.stringContaining('no year')],
    });
    expect(log('syslog5424.log')).toMatchObject({ lineFormat: 'syslog (RFC 5424)', matchedLines: 2 });
  });

  it.each(lines)('recognises "%s"', (line, format, from) => {
    const at = lines.findIndex(([each]) => each === line);
    expect(log(`kind-${at}.log`)).toMatchObject({ lineFormat: format, matchedLines: 2, timeRange: { from } });
  });

  it('counts levels, takes the earliest time and points at lines that do not fit', () => {
    expect(log('trace.log')).toMatchObject({
      lineFormat: 'Python logging',
      lineCount: 6,
      matchedLines: 4,
      levels: { INFO: 3, ERROR: 1 },
      timeRange: { from: '2024-01-01T09:00:00.000', to: '2024-01-02T10:00:06.000' },
      warnings: [expect.stringContaining('such as line 3')],
    });
  });

  it('gives a pattern that Python takes as it is, with named groups', async () => {
    const pattern = log('access.log').linePattern as string;
    const code = 'import re, sys; print(re.match(sys.argv[1], sys.argv[2])["request"])';
    const line = '::1 - - [10/Oct/2023:13:55:36 +0000] "GET /a HTTP/1.1" 200 5 "-" "x \\"y\\""';
    expect(await runPython('-c', code, pattern, line)).toBe('GET /a HTTP/1.1');
  });

  it('describes a cut log by its whole lines and one without a pattern as text', () => {
    expect(log('cut.log')).toMatchObject({ lineCount: 8, matchedLines: 7 });
    expect(log('prose.log').linePattern).toBeUndefined();
    expect(log('prose.log')).toMatchObject({ lineCount: 2, warnings: [] });
  });

  it('reads a log of JSON objects as JSON Lines', () => {
    expect(described(all, 'objects.log', 'jsonl')).toMatchObject({
      itemCount: 2,
      columns: [{ name: 'level' }, { name: 'n', dtype: 'int64' }],
      warnings: ['The log holds one JSON object per line.'],
    });
  });

  it('is not held up by lines that make patterns try again and again', () => {
    expect(log('hostile.log').lineCount).toBe(3);
  });

  it('refuses a blank log and binary data', async () => {
    const message = await failure(
      describeAll({
        'blank.log': '\n \n',
        'bytes.log': Buffer.from(Array.from({ length: 999 }, (_, at) => at % 256)),
      }),
    );
    expect(message).toContain('"blank.log" holds only blank space; check that the right file was given.');
    expect(message).toContain('"bytes.log" holds binary data, not text');
  });
});
