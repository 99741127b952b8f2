import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findRecord, newestRecords } from '../../../src/audit/read-records.ts';
import { inTools, type WrittenFunctions, writtenFunctions } from '../../helpers/written-functions.ts';

const tools = `
import threading
import time
from pathlib import Path


class Busy(ConnectionError):
    pass


def add(a: int, b: int = 1) -> int:
    """Add."""
    return a + b


def refuse(kind: str) -> None:
    """Fail."""
    if kind == 'busy':
        raise Busy('not now')
    raise ValueError('never')


def wait(seconds: float) -> str:
    """Wait."""
    print('waiting', flush=True)
    time.sleep(seconds)
    return 'waited'


def copy(file: Path) -> Path:
    """Copy a file."""
    target = Path(f'copy of {file.name}')
    target.write_bytes(file.read_bytes())
    return target


def spread(name: str, config: dict[str, int]) -> dict[str, object]:
    """Tell the arguments."""
    return {'name': name, 'total': sum(config.values())}


def great() -> list[int]:
    """A number that a float does not hold."""
    return [2**53, 2**53 + 1]


def odd_keys() -> dict[str, object]:
    """Keys that JavaScript gives a meaning of its own."""
    return {'__proto__': {'isAdmin': True}, 'constructor': 1, 'inner': [{'__proto__': [1]}]}


def leave_thread() -> str:
    """Leave a thread at work."""
    threading.Thread(target=time.sleep, args=(600,)).start()
    return 'left'


def leak(key: str) -> str:
    """Tell a secret wherever it can be told."""
    print(key)
    raise ValueError(f'https://example.org/?key={key}')


def give_key(key: str) -> dict[str, str]:
    """Give a secret back."""
    return {'key': key}


def show_token(token: str) -> str:
    """Show what the environment gives."""
    return f'<{token}>'
`;

let functions: WrittenFunctions;

beforeAll(async () => {
  functions = await writtenFunctions(
    { 'tools.py': tools },
    [
      inTools('add'),
      inTools('refuse', {
        retry: { attempts: 3, backoff: { initial: 0.01, factor: 2, max: 1 }, on: ['ConnectionError'] },
      }),
      inTools('wait', { timeout: 20, retry: { attempts: 2, backoff: 0, on: ['timed-out'] } }),
      inTools('copy'),
      inTools('spread', {
        parameters: { name: '${state.user.name}', config: { one: 1, two: '${state.items[0].id}' } },
        result: { to: 'state.sums.total', from: 'result.total' },
      }),
      inTools('great'),
      inTools('leave_thread'),
      inTools('odd_keys', { result: 'state.odd' }),
      inTools('leak', { parameters: { key: '${env.KEY}' }, env: ['KEY'] }),
      inTools('give_key', { parameters: { key: '${env.LINES}' }, env: ['LINES'] }),
      inTools('show_token', { parameters: { token: '${env.SHOP_TOKEN}' }, env: ['SHOP_TOKEN'] }),
    ],
    { env: { SHOP_TOKEN: 'a token of the shop', KEY: 'pin4711', LINES: 'first part\n"zebra" part' } },
  );
});

afterAll(() => functions[Symbol.asyncDispose]());

describe('a call', () => {
  it('gives the result as JSON, and how it came about', async () => {
    const call = await functions.call('add', { a: 2, b: 3 });
    expect(call).toMatchObject({ success: true, status: 'succeeded', result: 5, error: null, warnings: [] });
    expect(call.attempts).toHaveLength(1);
    expect(call.run?.isolation.layers.seccomp?.active).toBe(true);
  });

  it('tells each argument that does not fit, without calling', async () => {
    const { status, error } = await functions.call('add', { a: 'two', c: 1 });
    expect(status).toBe('arguments-invalid');
    expect(error?.problems.map(({ path, expected }) => [path, expected])).toEqual([
      ['a', 'int'],
      ['c', null],
    ]);
  });

  it.each([
    [{ a: Number.NaN }, 'The argument a is NaN'],
    [{ a: [1n] }, 'The argument a[0] is'],
    [{ a: { b: new Map() } }, 'The argument a.b is an object of a class'],
    [{ a: () => 1 }, 'The argument a is a function'],
  ])('refuses what JSON would lose: %o', async (values, says) => {
    await expect(functions.call('add', values)).rejects.toMatchObject({ code: 'input-invalid' });
    await expect(functions.call('add', values)).rejects.toThrow(says);
  });

  it.each([
    [[1], 'a list'],
    [null, 'null'],
    ['a', 'text'],
    [5, 'a number'],
  ])('takes nothing but an object for arguments: %j', async (values, kind) => {
    const call = await functions.call('add', values as never);
    expect(call).toMatchObject({ status: 'arguments-invalid', run: null });
    expect(call.error).toMatchObject({
      message: `The arguments of add do not fit: A call takes an object with a value for each parameter, by its name, not ${kind}.`,
      problems: [{ path: '', expected: 'object' }],
    });
    const secret = await functions.call('show_token', values as never);
    expect(secret.status).toBe('arguments-invalid');
    expect((await findRecord(functions.auditDir, call.auditId)).record.call?.arguments.start).toBe(
      JSON.stringify(values),
    );
  });

  it('gives a result as its function made it, whatever its keys mean to JavaScript', async () => {
    const { result, status } = await functions.call('odd_keys');
    expect(status).toBe('succeeded');
    expect(JSON.stringify(result)).toBe(
      '{"__proto__":{"isAdmin":true},"constructor":1,"inner":[{"__proto__":[1]}]}',
    );
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    const { state, call } = await functions.callWithState('odd_keys', { kept: 1 });
    expect(JSON.stringify(state)).toBe(`{"kept":1,"odd":${JSON.stringify(result)}}`);
    expect(Object.getPrototypeOf(state.odd)).toBe(Object.prototype);
    expect(({} as Record<string, unknown>).isAdmin).toBeUndefined();
    const { record } = await findRecord(functions.auditDir, call.auditId);
    expect(record.call?.result?.start).toContain('"__proto__":{"isAdmin":true}');
  });

  it('refuses a circle and a tower', async () => {
    const circle: Record<string, unknown> = {};
    circle.a = circle;
    await expect(functions.call('add', { a: circle })).rejects.toThrow('The argument a.a contains itself');
    let tower: unknown = 1;
    for (let level = 0; level < 100_000; level += 1) tower = [tower];
    await expect(functions.call('add', { a: tower })).rejects.toThrow('levels');
  });

  it('names the nearest function where there is none of that name', async () => {
    await expect(functions.call('ad', {})).rejects.toThrow('Did you mean add?');
  });

  it('tries again only what its declaration names, and says so', async () => {
    const busy = await functions.call('refuse', { kind: 'busy' });
    expect(busy).toMatchObject({ status: 'failed', error: { type: 'Busy' } });
    expect(busy.attempts.map(({ exception, pauseMs }) => [exception, pauseMs])).toEqual([
      ['Busy', 10],
      ['Busy', 20],
      ['Busy', 0],
    ]);
    expect(busy.warnings).toHaveLength(2);
    const never = await functions.call('refuse', { kind: 'ever' });
    expect(never.attempts).toHaveLength(1);
    expect(never.error?.traceback).toContain('File "tools.py"');
  });

  it('may have less than its declaration gives, and never more', async () => {
    const short = await functions.call('wait', { seconds: 600 }, { limits: { timeoutSeconds: 0.5 } });
    expect(short).toMatchObject({ status: 'timed-out', stdout: 'waiting\n' });
    expect(short.attempts.map(({ status }) => status)).toEqual(['timed-out', 'timed-out']);
    expect(short.error?.message).toContain('0.5 s');
    const slip = functions.call('add', { a: 1 }, { limits: { timeout: 1 } as never });
    await expect(slip).rejects.toMatchObject({
      code: 'input-invalid',
      message: expect.stringContaining('"timeout". There are: timeoutSeconds,'),
    });
    const more = await functions.call('add', { a: 1 }, { limits: { memoryMiB: 100_000 } });
    const { record } = await findRecord(functions.auditDir, more.auditId);
    expect(record.limits.memoryMiB).toBe(512);
  });

  it('ends when its caller gives up', async () => {
    const given = new AbortController();
    const call = await functions.call(
      'wait',
      { seconds: 600 },
      { signal: given.signal, onEvent: ({ type }) => type === 'output' && given.abort() },
    );
    expect(call).toMatchObject({ success: false, status: 'cancelled', result: null });
  });

  it('finds the files it is given by name, and gives those it wrote', async () => {
    const call = await functions.call(
      'copy',
      { file: 'notes.txt' },
      { files: [{ name: 'notes.txt', bytes: Buffer.from('some notes') }] },
    );
    expect(call).toMatchObject({ status: 'succeeded', result: 'copy of notes.txt' });
    expect(call.artifacts).toMatchObject([{ name: 'copy of notes.txt', bytes: 10 }]);
  });

  it('gives whole numbers that a float would change as text, and says so', async () => {
    const { result, warnings } = await functions.call('great');
    expect(result).toEqual(['9007199254740992', '9007199254740993']);
    expect(warnings.join()).toContain('so that no digit is lost');
  });

  it('ends with its function, whatever that left at work', async () => {
    const { status, warnings } = await functions.call('leave_thread');
    expect(status).toBe('succeeded');
    expect(warnings.join()).toContain('1 thread at work');
  });

  it('does as many at once as are asked for', async () => {
    const calls = await Promise.all(
      Array.from({ length: 50 }, (_, number) => functions.call('add', { a: number, b: 1 })),
    );
    expect(calls.map(({ result }) => result)).toEqual(calls.map((_, number) => number + 1));
  });
});

describe('a secret', () => {
  it('reaches the function alone: no schema asks for it, no caller may give it, no record has it', async () => {
    const { parameters, signature } = await functions.schema('show_token');
    expect(JSON.stringify([parameters, signature])).not.toContain('token:');
    expect(Object.keys(parameters.properties as object)).toEqual([]);
    await expect(functions.call('show_token', { token: 'mine' })).rejects.toThrow(
      'comes from the environment',
    );
    const call = await functions.call('show_token');
    expect(call.result).toBe('<a token of the shop>');
    const { record } = await findRecord(functions.auditDir, call.auditId);
    expect(JSON.stringify(record)).not.toContain('a token of the shop');
    expect(record.call).toMatchObject({ environment: ['SHOP_TOKEN'], arguments: { start: '{}' } });
  });

  it('leaves what is told of a call that fails, however short it is', async () => {
    const call = await functions.call('leak');
    expect(call.error?.message).toBe('leak raised ValueError: https://example.org/?key=[redacted]');
    expect(JSON.stringify(call)).not.toContain('pin4711');
    expect(call.stdout).toBe('[redacted]\n');
  });

  it('leaves the record also where JSON writes it otherwise', async () => {
    const call = await functions.call('give_key');
    expect(call.result).toEqual({ key: 'first part\n"zebra" part' });
    const { record } = await findRecord(functions.auditDir, call.auditId);
    expect(JSON.stringify(record)).not.toContain('zebra');
  });

  it('leaves no file behind, and neither does the rest of a call', async () => {
    await functions.call('show_token');
    await functions.call('copy', { file: 'a.txt' }, { files: [{ name: 'a.txt', bytes: Buffer.from('a') }] });
    const runs = () => readdirSync(functions.executionDir, { recursive: true, encoding: 'utf8' });
    await expect.poll(() => runs().filter((name) => name.includes('run-'))).toEqual([]);
  });

  it('can not be reached through a binding that a caller gives', async () => {
    const parameters = { name: '${env.SHOP_TOKEN}', config: {} };
    const state = { user: { name: 'Ada' }, items: [{ id: 2 }] };
    await expect(functions.callWithState('spread', state, { parameters })).rejects.toMatchObject({
      code: 'input-invalid',
    });
  });
});

describe('a call with a state', () => {
  const state = { user: { name: 'Ada' }, items: [{ id: 41 }], sums: { count: 1 } };

  it('binds the declared parameters and puts the result where the declaration says', async () => {
    const before = structuredClone(state);
    const { state: after, call } = await functions.callWithState('spread', state);
    expect(call.result).toEqual({ name: 'Ada', total: 42 });
    expect(after).toEqual({ ...state, sums: { count: 1, total: 42 } });
    expect(state).toEqual(before);
  });

  it('names the path that is missing', async () => {
    await expect(functions.callWithState('spread', { user: {} })).rejects.toThrow(/state\.user\.name/);
  });

  it('leaves the state as it was where the result has no place in it', async () => {
    const { state: after, call } = await functions.callWithState('spread', { ...state, sums: 'closed' });
    expect(call).toMatchObject({ success: false, status: 'result-invalid', result: null });
    expect(after.sums).toBe('closed');
  });
});

describe('the record of a call', () => {
  it('is there also where the call could not begin', async () => {
    const call = functions.call('copy', { file: 'a' }, { files: ['/nowhere/a'] });
    await expect(call).rejects.toMatchObject({ code: 'input-invalid' });
    const [newest] = (await newestRecords(functions.auditDir, 1)).records;
    expect(newest?.record).toMatchObject({
      status: 'input-invalid',
      call: { function: 'copy', attempts: [] },
    });
  });

  it('tells the sources, the arguments, the result and every attempt', async () => {
    const call = await functions.call('refuse', { kind: 'busy' });
    const { record, isGenuine } = await findRecord(functions.auditDir, call.auditId);
    expect(isGenuine).toBe(true);
    expect(record).toMatchObject({
      generator: { kind: 'function', name: 'refuse' },
      status: 'failed',
      call: { function: 'refuse', arguments: { start: '{"kind":"busy"}' }, result: null, network: null },
    });
    expect(record.call?.attempts).toHaveLength(3);
  });
});
