import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';
import { leftovers, standardModules } from './planted-leftovers.ts';

function program(imports: string | undefined, ...steps: string[]): string {
  return `import ${standardModules}
${imports ? `import ${imports}` : ''}
tmp = tempfile.gettempdir()
${steps.join('\n')}`;
}

function looking(look: string): string {
  return `try: found = ${look}
except OSError: found = False
os.write(1, b"found" if found else b"clean")
os._exit(0)`;
}

describe.each(['A', 'B'] as const)('in tier %s the next program finds nothing of', (tier) => {
  it.each(leftovers)('$name', async ({ plant, look, imports }) => {
    const planted = await runInSandbox(program(imports, plant, 'os._exit(0)'), { tier });
    expect(planted).toMatchObject({ status: 'finished', stderr: '' });
    expect((await runInSandbox(program(imports, looking(look)), { tier })).stdout).toBe('clean');
  });
});

describe('the same program finds', () => {
  it.each(leftovers)('$name', async ({ plant, look, imports }) => {
    expect((await runInSandbox(program(imports, plant, looking(look)))).stdout).toBe('found');
  });
});
