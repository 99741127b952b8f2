import { describe, expect, it } from 'vitest';
import { extractCode } from '../../../src/coder/author/extract-code.ts';
import { getsThrough } from '../../helpers/gets-through.ts';
import { program } from '../../helpers/test-coder.ts';

describe('extractCode', () => {
  it('keeps a program whole that quotes a session of the interpreter', () => {
    const code = 'usage = """\n>>> mean([1, 2])\n1.5\n"""\nprint(usage)\n';
    expect(extractCode(program(code))?.code).toBe(code);
  });

  it('keeps a program whole that came as JSON and has a fence in one of its texts', () => {
    const code = 'report = """\n```\n1 | 2\n```\n"""\nprint(report)\n';
    expect(extractCode(JSON.stringify({ code }))?.code).toBe(code);
    expect(extractCode(JSON.stringify({ code: program('print(1)') }))?.code).toBe('print(1)\n');
  });

  it('takes the prompts and the answers out of a session', () => {
    expect(extractCode(program('>>> import json\n>>> print(json.dumps(1))\n1'))?.code).toBe(
      'import json\nprint(json.dumps(1))\n',
    );
  });

  it('gets through hostile replies', async () => {
    const replies = [
      `if ${':'.repeat(200_000)} x`,
      `a:${' '.repeat(200_000)}!`,
      '```python\nx = "a\\\n```\n'.repeat(10_000), // strings that never end
    ];
    const work = { file: 'coder/author/extract-code.js', call: 'module.extractCode' };
    expect(await getsThrough(work, replies)).toBe(true);
  });
});
