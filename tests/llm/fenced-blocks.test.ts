import { describe, expect, it } from 'vitest';
import { fencedBlocks } from '../../src/llm/fenced-blocks.ts';

describe('fencedBlocks', () => {
  it('leaves a fence inside a string of a program to the string', () => {
    const code = 'text = """\n```\nx\n```\n"""\nprint(text)';
    expect(fencedBlocks(`\`\`\`python\n${code}\n\`\`\``)).toEqual([
      { language: 'python', text: code, isClosed: true },
    ]);
  });

  it('closes a block at its first fence when the string in it never ends', () => {
    expect(fencedBlocks('```python\nx = """\n```\nSorry.')).toEqual([
      { language: 'python', text: 'x = """', isClosed: true },
    ]);
  });

  it('closes a block at a fence behind its last line, however long that fence is', () => {
    expect(fencedBlocks('```python\nprint(1)`````\nDone.')).toMatchObject([{ text: 'print(1)' }]);
  });

  it.each([
    ['strings that never end', '```python\nx = "a\\\n```\n'.repeat(20_000)],
    ['a row of ticks that is no fence', `\`\`\`python\n${'`'.repeat(400_000)}x\`\`\`\n`],
    ['blocks that never close', '```python\n~~~~b\n'.repeat(50_000)],
  ])('reads a hostile reply with %s quickly', (_, reply) => {
    const started = performance.now();
    fencedBlocks(reply);
    expect(performance.now() - started).toBeLessThan(3_000);
  });
});
