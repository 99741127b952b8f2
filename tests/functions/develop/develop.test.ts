import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { inTools, type WrittenFunctions, writtenFunctions } from '../../helpers/written-functions.ts';

const tools = `
def count(limit: int) -> int:
    """Count the squares below a limit.

    Args:
        limit: Where to stop; *not* included | or so.
    """
    total = 0
    for number in range(limit):
        total += number * number % 7
    return total


def fail() -> None:
    """Always <b>fail</b>."""
    raise KeyError('gone')
`;

let functions: WrittenFunctions;

beforeAll(async () => {
  functions = await writtenFunctions({ 'tools.py': tools }, [
    inTools('count', {
      examples: [
        { name: 'of three', arguments: { limit: 3 }, result: 5 },
        { arguments: { limit: 3 }, result: 6 },
      ],
    }),
    inTools('fail', { examples: [{ arguments: {}, raises: 'KeyError' }] }),
  ]);
});

afterAll(() => functions[Symbol.asyncDispose]());

describe('a profile', () => {
  it('tells the lines in which the time of a function goes', async () => {
    const { wallMs, lines, inside, call } = await functions.profile('count', { limit: 2_000_000 });
    expect(call.success).toBe(true);
    expect(wallMs).toHaveLength(5);
    expect(inside?.functionMs).toBeGreaterThan(inside?.argumentsMs ?? 0);
    const loop = lines.filter(({ source }) => /for number|total \+=/.test(source));
    const hits = lines.reduce((sum, line) => sum + line.hits, 0);
    expect(lines[0]).toMatchObject({ file: 'tools.py' });
    expect(loop.reduce((sum, line) => sum + line.hits, 0)).toBeGreaterThan(hits / 2);
  });

  it('ends with a call that fails, and tells why', async () => {
    const { call, lines, wallMs } = await functions.profile('fail');
    expect(call).toMatchObject({ status: 'failed', error: { type: 'KeyError' } });
    expect([lines, wallMs]).toEqual([[], []]);
  });
});

describe('the examples', () => {
  it('are called and compared, each by its name', async () => {
    const { ok, examples, untested } = await functions.test();
    expect(ok).toBe(false);
    expect(untested).toEqual([]);
    expect(examples.map(({ function: name, example, difference }) => [name, example, difference])).toEqual([
      ['count', 'of three', null],
      ['count', 'example 2', 'The result is 5, and should be 6.'],
      ['fail', 'example 1', null],
    ]);
  });

  it('of one function alone are called where it is named', async () => {
    expect((await functions.test('fail')).examples).toHaveLength(1);
    await expect(functions.test('fial')).rejects.toThrow('Did you mean fail?');
  });
});

describe('the page on the functions', () => {
  it('has a section for each, in which a docstring is no Markdown', async () => {
    const page = await functions.docs();
    expect(page).toContain('## count');
    expect(page).toContain('```python\ncount(limit: int) -> int\n```');
    expect(page).toContain('| `limit` | integer | required | Where to stop; \\*not\\* included \\| or so. |');
    expect(page).toContain('Always \\<b\\>fail\\</b\\>.');
  });

  it('keeps rows and lists whole, and lets no paragraph begin anything of Markdown', async () => {
    const source = `
from typing import Annotated

from pydantic import Field


def odd(a: Annotated[int, Field(description="One.\\n\\n## Two | three")]) -> int:
    """First.

    ~~~
    - not a list

    1. and &lt; no number
    """
    return a
`;
    await using written = await writtenFunctions({ 'tools.py': source }, [inTools('odd')]);
    const page = await written.docs();
    expect(page).toContain('| `a` | integer | required | One. \\#\\# Two \\| three |');
    expect(page).toContain('First.\n\n\\~\\~\\~ - not a list\n\n1\\. and \\&lt; no number\n');
  });
});
