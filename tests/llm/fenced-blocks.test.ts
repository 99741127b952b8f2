import { describe, expect, it } from 'vitest';
import { fencedBlocks } from '../../src/llm/fenced-blocks.ts';
import { getsThrough } from '../helpers/gets-through.ts';

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

  it('gets through hostile replies', async () => {
    const replies = [
      '```python\nx = "a\\\n```\n'.repeat(20_000), // strings that never end
      `\`\`\`python\n${'`'.repeat(400_000)}x\`\`\`\n`, // a row of ticks that is no fence
      '```python\n~~~~b\n'.repeat(50_000), // blocks that never close
    ];
    const work = { file: 'llm/fenced-blocks.js', call: 'module.fencedBlocks' };
    expect(await getsThrough(work, replies)).toBe(true);
  });
});
