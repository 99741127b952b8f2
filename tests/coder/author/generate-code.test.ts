import { describe, expect, it } from 'vitest';
import { extractCode } from '../../../src/coder/author/extract-code.ts';
import { generateCode } from '../../../src/coder/author/generate-code.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { loadPrompts } from '../../../src/prompts/load-prompts.ts';
import { brief, employeesFile } from '../../helpers/briefs.ts';

const prompts = loadPrompts();
const program = 'import json\nprint(json.dumps(1))';

describe('generateCode', () => {
  it('tells the model the question, the files, the limits and the installed versions', async () => {
    const model = scriptedModel([`\`\`\`python\n${program}\n\`\`\``], {
      usage: { inputTokens: 7, outputTokens: 3 },
    });
    const generated = await generateCode(brief({ context: 'Salaries are in euros.' }), model, {
      prompts,
    });
    expect(generated).toEqual({
      code: `${program}\n`,
      usage: { inputTokens: 7, outputTokens: 3 },
      promptSha256: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    const [{ purpose, system = '', user = '' } = {}] = model.calls;
    expect(purpose).toBe('generate');
    expect(system).toContain(
      'Python 3.11.7. The program must end within 30 seconds and use less than 512 MiB',
    );
    expect(system).toContain('pandas 3.1.1, numpy 2.4.6, matplotlib 3.11.0, sklearn (scikit-learn 1.9.0)');
    expect(user).toContain('What is the average salary by department?');
    expect(user).toContain('Salaries are in euros.');
    expect(user).toContain(`"load": ${JSON.stringify(employeesFile().load)}`);
  });

  it('asks once more when the reply holds no program', async () => {
    const model = scriptedModel(['I would group the salaries.', `\`\`\`python\n${program}\n\`\`\``]);
    expect((await generateCode(brief(), model, { prompts })).code).toBe(`${program}\n`);
    expect(model.calls[1]?.user).toContain('holds no Python program');
    expect(model.calls[1]?.user).toContain('"I would group the salaries."');
  });

  it('fails as model-failed after two replies without a program', async () => {
    const model = scriptedModel(['No.', 'No again.', program]);
    const generated = generateCode(brief(), model, { prompts });
    await expect(generated).rejects.toMatchObject({
      code: 'model-failed',
      message: expect.stringContaining('"scripted"'),
    });
    expect(model.calls).toHaveLength(2);
  });

  it('passes the signal on', async () => {
    const generated = generateCode(brief(), scriptedModel([program]), {
      prompts,
      signal: AbortSignal.abort(),
    });
    await expect(generated).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('keeps the prompt for five wide files within a small context', async () => {
    const columns = Array.from({ length: 80 }, (_, index) => ({
      name: `measured value ${index}`,
      dtype: 'float64',
      nullCount: 0,
      min: 0,
      max: 100,
      examples: [1.5, 2.5, 3.5],
    }));
    const files = Array.from({ length: 5 }, (_, index) => employeesFile({ name: `${index}.csv`, columns }));
    const model = scriptedModel([program]);
    await generateCode(brief({ files }), model, { prompts });
    const [{ system = '', user = '' } = {}] = model.calls;
    expect(system.length + user.length).toBeLessThan(8_000 * 3);
  });
});

describe('extractCode', () => {
  const code = `${program}\n`;
  it.each([
    ['a Python block between prose', `Sure:\n\`\`\`python\n${program}\n\`\`\`\nThis prints 1.`],
    [
      'the longest of several Python blocks',
      `\`\`\`python\nimport json\n\`\`\`\nIn full:\n\`\`\`py\n${program}\n\`\`\`\n\`\`\`python\nx\n\`\`\``,
    ],
    [
      'a Python block beside a longer JSON block',
      `\`\`\`json\n${'{"a": 1}'.repeat(20)}\n\`\`\`\n\`\`\`python\n${program}\n\`\`\``,
    ],
    ['a block without a language', `\`\`\`\n${program}\n\`\`\``],
    ['a block that is never closed', `\`\`\`python\n${program}`],
    ['an indented block', `1. Run\n   \`\`\`python\n   import json\n   print(json.dumps(1))\n   \`\`\``],
    ['a tilde block with Windows line ends', `~~~Python\r\nimport json\r\nprint(json.dumps(1))\r\n~~~`],
    ['a block with copied line numbers', '```python\n1| import json\n2| print(json.dumps(1))\n```'],
    ['a reply that is nothing but code', `\n${program}\n`],
  ])('finds the program in %s', (_, reply) => {
    expect(extractCode(reply)?.code).toBe(code);
  });

  it('keeps a fence that stands inside the program', () => {
    const inner = 'text = """\n~~~\n"""\nprint(text)';
    expect(extractCode(`\`\`\`python\n${inner}\n\`\`\``)?.code).toBe(`${inner}\n`);
  });

  it.each([
    'for _ in iter(int, 1): pass',
    'while True: pass',
    'x',
    'print(1)',
    'with open("a") as f: print(f.read())',
  ])('believes a Python block that holds %j alone', (line) => {
    expect(extractCode(`\`\`\`python\n${line}\n\`\`\``)?.code).toBe(`${line}\n`);
  });

  it.each([
    '',
    'I can not help with that.',
    'You could import pandas and print the mean.',
    'First import the file, then look at it:\nimport pandas',
    '```json\n{"a": 1}\n```',
    '```python\n\n```',
  ])('finds no program in %j', (reply) => {
    expect(extractCode(reply)).toBeNull();
  });
});
