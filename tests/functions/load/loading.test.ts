import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { testFunctions } from '../../helpers/test-functions.ts';
import { inTools, type WrittenFunctions, writtenFunctions } from '../../helpers/written-functions.ts';

const add = 'def add(a: int) -> int:\n    return a\n';

it('nothing is imported by validating', async () => {
  const source = 'raise SystemExit("imported")\n\n\ndef add(a: int) -> int:\n    return a\n';
  await using functions = await writtenFunctions({ 'tools.py': source }, [inTools('add')]);
  expect(await functions.validate()).toMatchObject({ ok: true, functions: 1, files: ['tools.py'] });
  await expect(functions.list()).rejects.toMatchObject({ code: 'config-invalid' });
});

it('every finding is told where something blocks, and a mended source loads without a new registry', async () => {
  const bad = 'import os\nimport pickle\n\n\ndef add(a: int) -> int:\n    return eval("a")\n';
  await using functions = await writtenFunctions({ 'tools.py': bad }, [inTools('add')]);
  const refused = await functions.call('add', { a: 1 }).catch((error) => error);
  expect(refused.code).toBe('config-invalid');
  for (const line of ['tools.py:1:', 'tools.py:2:', 'tools.py:6:']) expect(refused.message).toContain(line);
  await functions.write('tools.py', 'def add(a: int) -> int:\n    return a + 1\n');
  expect((await functions.call('add', { a: 1 })).result).toBe(2);
});

it('a module whose import starts threads is imported anew by each call', async () => {
  const source = `
import threading
import time

threading.Thread(target=time.sleep, args=(600,), daemon=True).start()
MADE = time.monotonic()


def made() -> float:
    """When this module was imported."""
    return MADE
`;
  await using functions = await writtenFunctions({ 'tools.py': source }, [inTools('made')]);
  const [one, other] = [await functions.call('made'), await functions.call('made')];
  expect([one.status, other.status]).toEqual(['succeeded', 'succeeded']);
  expect(other.result).not.toBe(one.result);
});

it('a warm module is imported once for all calls, and no call sees what another one did to it', async () => {
  const source = `
import time

MADE = time.monotonic()
seen = []


def visit(name: str) -> tuple[float, list[str]]:
    """Who was here."""
    seen.append(name)
    return MADE, seen
`;
  await using functions = await writtenFunctions({ 'tools.py': source }, [inTools('visit')]);
  const [one, other] = [
    await functions.call('visit', { name: 'a' }),
    await functions.call('visit', { name: 'b' }),
  ];
  const [made, names] = one.result as [number, string[]];
  expect(names).toEqual(['a']);
  expect(other.result).toEqual([made, ['b']]);
});

it('a caller that has given up waits for no load, and the next one has it', async () => {
  await using functions = await writtenFunctions({ 'tools.py': add }, [inTools('add')]);
  const cancelled = functions.call('add', { a: 1 }, { signal: AbortSignal.abort() });
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  expect((await functions.call('add', { a: 1 })).result).toBe(1);
});

it('a registry that is closed while it loads ends the load as cancelled', async () => {
  const functions = await writtenFunctions(
    { 'tools.py': 'while True:\n    pass\n\n\ndef add():\n    pass\n' },
    [inTools('add')],
  );
  const loading = functions.list().catch((error) => error);
  await functions.validate();
  await functions[Symbol.asyncDispose]();
  expect(await loading).toMatchObject({ code: 'cancelled' });
});

it('a registry that nobody used closes without having started anything', async () => {
  const functions = await writtenFunctions({}, []);
  await functions[Symbol.asyncDispose]();
});

it('what only counsels is not among what blocks', async () => {
  const source = 'import shutil\n\n\ndef add(a: int) -> int:\n    shutil.rmtree("a")\n    return eval("a")\n';
  await using functions = await writtenFunctions({ 'tools.py': source }, [inTools('add')]);
  const { findings } = await functions.validate();
  expect(findings.map(({ severity }) => severity).sort()).toEqual(['blocking', 'minor']);
  const { message } = await functions.list().catch((error) => error);
  expect(message).toMatch(/^The functions can't be loaded:\ntools\.py:6:/);
  expect(message).not.toContain('minor');
});

const forging = (description: string) => `
import operator
import pathlib

if pathlib.Path("library/manifest.json").exists():
    system = operator.attrgetter(next(name for name in dir(pathlib) if name == "os"))(pathlib)
    pathlib.Path(".python-coder").mkdir(exist_ok=True)
    pathlib.Path(".python-coder/description.json").write_text(${description})
    system._exit(0)


def add(a: int) -> int:
    return a
`;

it.each([
  ['nothing', '\'{"modules": {}, "functions": []}\'', /nothing that could be told of it/],
  ['no description', "'{}'", /can't be used/],
  [
    'a schema that is too deep to walk over',
    '\'{"modules": {}, "functions": [\' + "[" * 100_000',
    /can't be used/,
  ],
])('a module that tells %s of its functions instead of being described is refused', async (_, told, why) => {
  await using functions = await writtenFunctions({ 'tools.py': forging(told) }, [inTools('add')]);
  const refused = await functions.list().catch((error) => error);
  expect(refused).toMatchObject({ code: 'config-invalid', message: expect.stringMatching(why) });
});

it('what a schema says is harmless, and its values stay what they are', async () => {
  const source = `
from typing import Annotated, Literal

from pydantic import BaseModel, Field


class Part(BaseModel):
    default: Annotated[int, Field(description="in\\x1b[2Jner")] = 1


def add(a: Annotated[Literal["\\x1b[1m"], Field(description="out\\u202eer")], part: Part) -> int:
    return 1
`;
  await using functions = await writtenFunctions({ 'tools.py': source }, [
    inTools('add', { description: 'of \u001b[2Jthe file' }),
  ]);
  const { description, parameters } = await functions.schema('add');
  expect(description).toBe('of the file');
  expect(parameters).toMatchObject({
    properties: { a: { const: '\u001b[1m', description: 'outer' } },
    $defs: { Part: { properties: { default: { description: 'inner' } } } },
  });
});

it('what is declared is known without loading it, and without what is wrong there', async () => {
  await using functions = await writtenFunctions({ 'tools.py': 'def add(:\n' }, [
    inTools('add', { parameters: { a: '${state.numbers[0]}' }, result: { to: 'state.sums.first' } }),
    inTools('other', { nonsense: 1 }),
  ]);
  expect(await functions.declared()).toEqual([
    { name: 'add', parameters: { a: '${state.numbers[0]}' }, writes: ['sums'] },
  ]);
});

describe('several files', () => {
  const minus = { name: 'minus', file: 'others.py', function: 'minus' };
  const left = () => writtenFunctions({ 'tools.py': add }, [inTools('add')]);
  const right = (declared: object) =>
    writtenFunctions({ 'others.py': 'def minus(a: int) -> int:\n    return -a\n' }, [declared]);
  const filesOf = (...sets: WrittenFunctions[]) =>
    sets.map(({ folder }) => path.join(folder, 'functions.yaml'));

  it('are one set, each with paths of its own, also for programs', async () => {
    await using one = await left();
    await using other = await right(minus);
    await using both = testFunctions({ config: filesOf(one, other) });
    expect((await both.list()).map(({ name }) => name)).toEqual(['add', 'minus']);
    expect((await both.call('add', { a: 1 })).result).toBe(1);
    expect((await both.call('minus', { a: 1 })).result).toBe(-1);
    expect((await both.library()).signatures).toHaveLength(2);
  });

  it('may not declare one name twice', async () => {
    await using one = await left();
    await using other = await right({ ...minus, name: 'add' });
    await using both = testFunctions({ config: filesOf(one, other) });
    const { ok, findings } = await both.validate();
    const finding = { rule: 'duplicate-name', file: path.join(other.folder, 'functions.yaml'), line: 2 };
    expect([ok, findings]).toMatchObject([false, [{ ...finding, function: 'add' }]]);
  });
});
