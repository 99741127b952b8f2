import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { normaliseCode } from '../../src/verification/normalise-code.ts';

describe('normaliseCode', () => {
  it('turns every newline into a line feed, so that no comment hides a line', () => {
    expect(normaliseCode('a = 1 # x\rimport os\r\nb = 2\n').code).toBe('a = 1 # x\nimport os\nb = 2\n');
  });

  it('drops a leading byte order mark', () => {
    expect(normaliseCode('\ufeffprint(1)\n')).toEqual({ code: 'print(1)\n', issues: [] });
  });

  it('leaves ordinary code exactly as it is', () => {
    const code = '# Größe, 日本 and 👩‍👩‍👧\nprint("é\\n")\n\n';
    expect(normaliseCode(code)).toEqual({ code, issues: [] });
  });

  it('disarms coding cookies and keeps the number of lines', () => {
    const { code, issues } = normaliseCode(
      '#!/usr/bin/python\n# -*- coding: utf-7 -*-\n# coding: x\nprint(1)\n',
    );
    expect(issues).toEqual([]);
    expect(code.split('\n')).toHaveLength(5);
    const [, cookie, comment] = code.split('\n');
    expect(cookie).not.toMatch(/coding[:=]/);
    expect(comment).toBe('# coding: x');
  });

  it('disarms a cookie that CPython would obey when it reads the code as bytes', () => {
    const armed = '# coding: raw_unicode_escape\n# \\u000aprint("escaped")\n';
    const run = (code: string) =>
      execFileSync('python3', ['-c', 'import sys; exec(sys.stdin.buffer.read())'], {
        input: code,
        encoding: 'utf8',
      });
    expect(run(armed)).toBe('escaped\n');
    expect(run(normaliseCode(armed).code)).toBe('');
  });

  it('names the character it refuses and where it stands', () => {
    expect(normaliseCode('x = 1\ny = "\u202e"\n').issues).toEqual([
      expect.objectContaining({
        rule: 'bidirectional-character',
        severity: 'blocking',
        line: 2,
        column: 6,
        message: expect.stringContaining('U+202E'),
      }),
    ]);
  });
});
