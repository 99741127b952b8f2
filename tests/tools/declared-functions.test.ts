import { describe, expect, it } from 'vitest';
import { createExecutePythonTool } from '../../src/tools/execute-python-tool.ts';
import { createPythonCoderTool } from '../../src/tools/python-coder-tool.ts';
import type { ToolboxOptions } from '../../src/tools/toolbox.ts';
import { createVerifyPythonTool } from '../../src/tools/verify-python-tool.ts';
import { watchedCoder } from '../coder/functions/watched-coder.ts';
import { shop, shopLibrary, shopSignatures } from '../helpers/shop-functions.ts';
import { program } from '../helpers/test-coder.ts';

const wrong = `from functions import net_price\nprint(net_price(1, land='DE'))`;
const signature = 'net_price(gross: float, country: str, *, reduced: bool = False) -> float';
const given: [string, ToolboxOptions['functions']][] = [
  ['a registry', shop()],
  ['a library that it gave', shopLibrary()],
];

describe.each(given)('tools with %s', (_, functions) => {
  it('run given programs with it, and answer a wrong call with the right signature', async () => {
    await using watched = watchedCoder([]);
    const tool = createExecutePythonTool({ coder: watched.coder, functions });
    expect(await tool.call({ code: 'print(1)' })).toMatchObject({ isError: false });
    expect(watched.programs).toMatchObject([{ library: shopLibrary() }]);
    const reply = await tool.call({ code: wrong });
    expect(reply).toMatchObject({ isError: true, output: { status: 'rejected' } });
    expect(reply.text).toContain(signature);
    expect(watched.programs).toHaveLength(1);
  });

  it('check programs against it', async () => {
    await using watched = watchedCoder([]);
    const reply = await createVerifyPythonTool({ coder: watched.coder, functions }).call({ code: wrong });
    expect(reply).toMatchObject({ output: { runnable: false, issues: [{ rule: 'wrong-function-call' }] } });
  });

  it('give it to the programs that they have written', async () => {
    await using watched = watchedCoder([program('print(1)')]);
    const tool = createPythonCoderTool({ coder: watched.coder, functions });
    expect(await tool.call({ query: 'What is one?' })).toMatchObject({ isError: false });
    expect(watched.model.calls[0]?.user).toContain(signature);
    expect(watched.programs).toMatchObject([{ library: shopLibrary() }]);
  });
});

describe('the description of execute_python', () => {
  const described = (functions: ToolboxOptions['functions']) =>
    createExecutePythonTool({ functions }).description;

  it('lists the functions of a loaded library', () => {
    const description = described(shopLibrary());
    for (const one of shopSignatures) expect(description).toContain(JSON.stringify(one.signature));
  });

  it('of a registry that may not be loaded yet says how to call them and where a mistake shows', () => {
    expect(described(shop())).toContain('from functions import name');
    expect(described(shop())).not.toContain('net_price');
  });

  it('says nothing where none are declared', () => {
    expect(described(undefined)).not.toContain('functions import');
  });
});
