import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { loadPrompts } from '../../src/prompts/load-prompts.ts';

const words = {
  query: 'How many {{code}} and {{data}} are there?',
  context: 'none',
  data: 'DATA',
  modules: 'pandas 3.1.1',
  pythonVersion: '3.12.1',
  timeoutSeconds: '30',
  memoryMiB: '512',
};

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** A copy of the real prompts in which one file is changed. */
function promptsWith(file: string, change: (text: string) => string): string {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'prompts-'));
  folders.push(folder);
  cpSync(path.join(packageRoot, 'prompts'), folder, { recursive: true });
  const target = path.join(folder, file);
  writeFileSync(target, change(readFileSync(target, 'utf8')));
  return folder;
}

describe('loadPrompts', () => {
  it('fills every word of every shipped prompt', () => {
    const prompts = loadPrompts();
    const code = '1| print(1)';
    const rendered = [
      prompts.render('generate', { ...words, query: 'q' }),
      prompts.render('review', { ...words, query: 'q', code }),
      prompts.render('modify', { ...words, query: 'q', code }),
      prompts.render('ask-again', { system: 's', user: 'u', reply: 'r', reason: 'why' }),
      prompts.render('json-reply', { system: 's', user: 'u', schema: '{}' }),
    ];
    for (const { system, user } of rendered) expect(system + user).not.toMatch(/\{\{|\}\}/);
  });

  it('keeps placeholders inside values as text', () => {
    const { user } = loadPrompts().render('modify', { ...words, code: '1| x = "{{query}}"' });
    expect(user).toContain('# Question\nHow many {{code}} and {{data}} are there?\n');
    expect(user).toContain('```text\n1| x = "{{query}}"\n```');
  });

  it('keeps replacement patterns inside values as text', () => {
    const { user } = loadPrompts().render('generate', { ...words, query: "cost in $& and $' dollars" });
    expect(user).toContain("cost in $& and $' dollars");
  });

  it('hashes what is sent: equal words give equal hashes, one other word another', () => {
    const prompts = loadPrompts();
    const once = prompts.render('generate', words).sha256;
    expect(prompts.render('generate', words).sha256).toBe(once);
    expect(prompts.render('generate', { ...words, context: 'other' }).sha256).not.toBe(once);
  });

  it.each([
    {
      fault: 'lacks a declared word',
      change: (text: string) => text.replaceAll('{{data}}', ''),
      message: /generate\.yaml.*\{\{data\}\} is missing/,
    },
    {
      fault: 'uses an undeclared word',
      change: (text: string) => `${text}\n  {{secret}}\n`,
      message: /\{\{secret\}\} is not a known word/,
    },
    {
      fault: 'misspells a placeholder',
      change: (text: string) => `${text}\n  {{ data }}\n`,
      message: /a placeholder is misspelt/,
    },
    {
      fault: 'has a key beside system and user',
      change: (text: string) => `${text}\nassistant: hello\n`,
      message: /assistant/,
    },
    { fault: 'is not YAML', change: () => 'system: [', message: /generate\.yaml can't be used/ },
  ])('refuses to start when a prompt $fault', ({ change, message }) => {
    const folder = promptsWith('generate.yaml', change);
    expect(() => loadPrompts(folder)).toThrow(expect.objectContaining({ code: 'prompt-invalid' }));
    expect(() => loadPrompts(folder)).toThrow(message);
  });

  it('names the file that is missing', () => {
    expect(() => loadPrompts('/nonexistent')).toThrow(/generate\.yaml can't be used/);
  });
});
