import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { templateFolder } from '../../../src/templates/render-template.ts';
import { loadRuff, type RunRuff } from '../../../src/verification/ruff.ts';

const names = readdirSync(templateFolder).filter((name) => name.endsWith('.py'));
const sources = path.resolve(import.meta.dirname, '../../../src/templates');
const typescript = readdirSync(sources, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => readFileSync(path.join(sources, name), 'utf8'))
  .join('\n');
const generated = /^(?:print|group|largest|smallest|count|bar|line)_?/;

function source(name: string): string {
  return readFileSync(path.join(templateFolder, name), 'utf8');
}

describe('the template files', () => {
  let ruff: RunRuff;
  beforeAll(async () => {
    ruff = await loadRuff(['E', 'F', 'W', 'I', 'B', 'UP', 'S102', 'S307']);
  });

  it.each(names)('%s is lint-clean Python 3.10', (name) => {
    const findings = ruff(source(name), { pythonVersion: '3.10.0' });
    expect(findings).toEqual([]);
  });

  it.each(names)('%s declares every slot it uses and uses every slot it declares', (name) => {
    const text = source(name);
    const declared = /^from slots import (.+)$/m.exec(text)?.[1]?.match(/SLOT_[A-Z_]+/g) ?? [];
    const body = text.replace(/^from slots import .+$/m, '');
    expect([...new Set(body.match(/SLOT_[A-Z_]+/g))].sort()).toEqual([...declared].sort());
  });

  it.each(names)('%s is used', (name) => {
    const stem = path.basename(name, '.py');
    expect(typescript.includes(`'${stem}'`) || generated.test(stem)).toBe(true);
  });

  it('imports a few of the standard library and of the packages users get, and nothing else', () => {
    const imports = names.flatMap((name) =>
      [...source(name).matchAll(/^(?:import|from) (\w+)/gm)].map(([, root]) => root),
    );
    const standard = ['json', 're', 'collections'];
    const tables = ['pandas', 'numpy', 'matplotlib', 'sklearn', 'statsmodels', 'textblob', 'h5py', 'xarray'];
    const documents = ['docx', 'lxml', 'PIL', 'pypdf', 'yaml'];
    expect(new Set(imports)).toEqual(new Set([...standard, ...tables, ...documents, 'slots']));
  });
});
