import { expect, it } from 'vitest';
import type { ReloadEvent } from '../../../src/contracts/python-functions.ts';
import { inTools, writtenFunctions } from '../../helpers/written-functions.ts';

const answer = (value: number): string => `
import time
from shared import FACTOR


def answer() -> int:
    """Answer."""
    return ${value} * FACTOR


def slow() -> int:
    """Answer late."""
    print('begun', flush=True)
    time.sleep(3)
    return ${value}
`;

it('takes over what changed once it is proven, lets calls under way end, and keeps the old where the new is no good', {
  timeout: 120_000,
}, async () => {
  const declared = [inTools('answer'), inTools('slow')];
  await using functions = await writtenFunctions(
    { 'tools.py': answer(1), 'shared.py': 'FACTOR = 1\n' },
    declared,
  );
  const events = new Queue<ReloadEvent>();
  await using watch = functions.watch({ onEvent: (event) => events.add(event) });
  await watch.ready;
  expect((await functions.call('answer')).result).toBe(1);

  const begun = new Queue<string>();
  const slow = functions.call('slow', {}, { onEvent: ({ type }) => type === 'output' && begun.add(type) });
  await begun.next();
  await functions.write('tools.py', answer(2));
  expect(await events.next()).toMatchObject({
    type: 'reloaded',
    changed: ['answer', 'slow'],
    added: [],
    removed: [],
  });
  expect((await functions.call('answer')).result).toBe(2);
  expect((await slow).result).toBe(1);

  await functions.write('shared.py', 'FACTOR = 10\n');
  expect(await events.next()).toMatchObject({ type: 'reloaded', changed: ['answer', 'slow'] });
  expect((await functions.call('answer')).result).toBe(20);

  await functions.write('tools.py', `from fresh import ADDED\n${answer(2)}`);
  await functions.write('fresh.py', 'ADDED = (\n');
  await events.until((event) => JSON.stringify(event).includes('fresh.py'));
  await functions.write('fresh.py', 'ADDED = 1\n');
  await events.until((event) => event.type === 'reloaded');

  await functions.write('tools.py', 'def answer(:\n');
  expect(await events.next()).toMatchObject({
    type: 'kept',
    findings: [{ rule: 'syntax-error', file: 'tools.py', line: 1 }, { rule: 'syntax-error' }],
  });
  expect((await functions.call('answer')).result).toBe(20);

  await functions.write(
    'tools.py',
    'raise RuntimeError("at import")\n\n\ndef answer() -> int:\n    return 1\n',
  );
  await functions.declare([inTools('answer')]);
  await events.until((event) => JSON.stringify(event).includes('at import'));
  expect((await functions.call('answer')).result).toBe(20);

  await functions.write('tools.py', answer(3));
  await functions.declare([inTools('answer'), { name: 'again', file: 'tools.py', function: 'answer' }]);
  const last = await events.until((event) => event.type === 'reloaded' && event.added.includes('again'));
  expect(last).toMatchObject({ removed: ['slow'] });
  expect((await functions.call('again')).result).toBe(30);
  await expect(functions.call('slow')).rejects.toThrow('no function "slow"');
});

it('says at once what does not load, and takes it over when it is mended', { timeout: 120_000 }, async () => {
  await using functions = await writtenFunctions(
    { 'tools.py': 'from shared import FACTOR\ndef answer(:\n', 'shared.py': 'FACTOR = 1\n' },
    [inTools('answer')],
  );
  const events = new Queue<ReloadEvent>();
  await using watch = functions.watch({ onEvent: (event) => events.add(event) });
  await watch.ready;
  expect(await events.next()).toMatchObject({
    type: 'kept',
    reason: expect.stringContaining('do not load'),
    findings: [{ rule: 'syntax-error', file: 'tools.py', line: 2 }, { rule: 'syntax-error' }],
  });
  await expect(functions.call('answer')).rejects.toMatchObject({ code: 'config-invalid' });

  await functions.write('tools.py', `raise RuntimeError('at import')\n${answer(2)}`);
  await events.until((event) => JSON.stringify(event).includes('at import'));

  await functions.write('tools.py', answer(2));
  expect(await events.until((event) => event.type === 'reloaded')).toMatchObject({
    added: ['answer'],
    changed: [],
    removed: [],
  });
  expect((await functions.call('answer')).result).toBe(2);
});

it('names only the functions that bring the file that changed', { timeout: 120_000 }, async () => {
  const reading = (module: string): string =>
    `from ${module} import VALUE\n\n\ndef ${module}_value() -> int:\n    return VALUE\n`;
  await using functions = await writtenFunctions(
    {
      'a.py': reading('left'),
      'b.py': reading('right'),
      'left.py': 'VALUE = 1\n',
      'right.py': 'from deep import VALUE\n',
      'deep.py': 'VALUE = 2\n',
    },
    [
      { name: 'one', file: 'a.py', function: 'left_value' },
      { name: 'two', file: 'b.py', function: 'right_value' },
    ],
  );
  const events = new Queue<ReloadEvent>();
  await using watch = functions.watch({ onEvent: (event) => events.add(event) });
  await watch.ready;
  await functions.write('deep.py', 'VALUE = 20\n');
  expect(await events.next()).toMatchObject({ type: 'reloaded', added: [], changed: ['two'], removed: [] });
  await functions.write('left.py', 'VALUE = 10\n');
  expect(await events.next()).toMatchObject({ type: 'reloaded', added: [], changed: ['one'], removed: [] });
});

it('ends with its registry', { timeout: 120_000 }, async () => {
  const functions = await writtenFunctions({ 'tools.py': 'def answer(:\n' }, [inTools('answer')]);
  const watch = functions.watch({ onEvent: () => undefined });
  await watch.ready;
  await functions[Symbol.asyncDispose]();
  await watch[Symbol.asyncDispose]();
});

/** What happens, one after the other, for whoever waits for it. */
class Queue<Item> {
  readonly #items: Item[] = [];
  #wake: (() => void) | null = null;

  add(item: Item): void {
    this.#items.push(item);
    this.#wake?.();
  }

  async next(): Promise<Item> {
    while (this.#items.length === 0) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    return this.#items.shift() as Item;
  }

  async until(fits: (item: Item) => boolean): Promise<Item> {
    for (;;) {
      const item = await this.next();
      if (fits(item)) return item;
    }
  }
}
