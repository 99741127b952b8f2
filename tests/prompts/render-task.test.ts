import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import type { Issue } from '../../src/contracts/issue.ts';
import type { Brief } from '../../src/prompts/brief.ts';
import { estimateTokens } from '../../src/prompts/estimate-tokens.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';
import { assumedContextTokens, renderTask } from '../../src/prompts/render-task.ts';
import { importableModules } from '../../src/verification/importable-modules.ts';
import { Desk, fixture } from '../files/desk.ts';
import { madeFiles } from '../files/made/made-files.ts';
import { brief } from '../helpers/briefs.ts';
import { testEnvironment } from '../helpers/python-environment.ts';

const prompts = loadPrompts();
const smallContext = 8_192;
let files: FileDescription[] = [];
let wide: Brief;

beforeAll(async () => {
  const { packages } = await testEnvironment();
  await using desk = await Desk.open();
  await using made = await madeFiles('prompts/make_wide_files.py');
  const names = ['plant.csv', 'regions.xlsx', 'tree.json', 'deliveries.zip'];
  const inputs = await Promise.all(names.map(async (name) => ({ name, bytes: await made.read(name) })));
  const report = { name: 'report.pdf', bytes: await fixture('pdf/report.pdf') };
  files = (await desk.prepare([...inputs, report])).map(({ description }) => description);
  wide = brief({
    query: 'What is the total net weight by shift lead, and the sum of the sheet "Freight costs"?',
    files: files.filter(({ name }) => !name.includes('/')),
    modules: importableModules(packages),
  });
}, 60_000);

const code = Array.from({ length: 60 }, (_, at) => `value_${at} = table["column ${at}"].sum()`).join('\n');
const issue: Issue = {
  rule: 'KeyError',
  source: 'execution',
  severity: 'blocking',
  message: 'x'.repeat(3_000),
};
const tasks = {
  generate: { name: 'generate' },
  review: { name: 'review', code },
  modify: { name: 'modify', code, issues: [issue, ...Array<Issue>(20).fill({ ...issue, source: 'review' })] },
} as const;

describe.each(Object.values(tasks))('the prompt to $name', (task) => {
  it('stays within eight thousand tokens for five wide files', () => {
    const { system, user } = renderTask(prompts, wide, task);
    expect(wide.files).toHaveLength(5);
    expect(estimateTokens(system + user)).toBeLessThanOrEqual(smallContext * 0.8);
  });

  it('stays within them when an archive brings sixty files more', () => {
    const { system, user } = renderTask(prompts, { ...wide, files }, task);
    expect(files.length).toBeGreaterThan(60);
    expect(estimateTokens(system + user)).toBeLessThanOrEqual(smallContext * 0.8);
  });

  it('names every file with its load and says what was left out', () => {
    const { user } = renderTask(prompts, wide, task);
    for (const { name, load } of wide.files) {
      expect(user).toContain(JSON.stringify(name));
      expect(user).toContain(JSON.stringify(load));
    }
    expect(user).toContain('"leftOutForSize"');
  });

  it('keeps the columns and sheets the question names before others', () => {
    const tight = { ...wide, files: wide.files.slice(0, 2), contextTokens: 6_000 };
    const { user } = renderTask(prompts, tight, task);
    expect(user).toContain('"net_weight_kg"');
    expect(user).toContain('"shift lead"');
    expect(user).toContain("sheet_name='Freight costs'");
    const unnamed = renderTask(prompts, { ...tight, query: 'What is it about?' }, task).user;
    expect(unnamed).not.toContain('"net_weight_kg"');
    expect(unnamed).not.toContain('Freight costs');
  });
});

describe('renderTask', () => {
  it('takes more of the files into a larger context and less into a smaller one', () => {
    const sizes = [4_096, smallContext, 32_768].map((contextTokens) => {
      const { user } = renderTask(prompts, { ...wide, contextTokens }, tasks.generate);
      return user.length;
    });
    expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
    expect(new Set(sizes).size).toBe(3);
  });

  it('keeps what people wrote whole and a remnant of the files, however long it is', () => {
    const context = 'All amounts are in euros. '.repeat(2_000);
    const { user } = renderTask(prompts, { ...wide, context }, tasks.generate);
    expect(user).toContain(context.trim());
    for (const { name } of wide.files) expect(user).toContain(JSON.stringify(name));
  });

  it('counts bytes, so that names in other scripts fit as well', () => {
    const columns = Array.from({ length: 200 }, (_, at) => ({
      name: `四半期ごとの売上高の合計 ${at}`,
      dtype: 'float64',
      nullCount: 0,
      examples: [1],
    }));
    const table = { ...(wide.files[0] as FileDescription), columns } as FileDescription;
    const { system, user } = renderTask(
      prompts,
      { ...wide, query: '売上高の合計 150 は?', files: [table, table, table, table, table] },
      tasks.generate,
    );
    expect(estimateTokens(system + user)).toBeLessThanOrEqual(smallContext * 0.8);
    expect(user).toContain('四半期ごとの売上高の合計 150');
  });

  it('assumes the context of small local models', () => {
    expect(assumedContextTokens).toBe(smallContext);
  });
});
