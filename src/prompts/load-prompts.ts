import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { packageRoot } from '../config/package-root.ts';
import { CoderError } from '../errors/coder-error.ts';

const task = ['query', 'context', 'data', 'modules', 'pythonVersion', 'timeoutSeconds', 'memoryMiB'] as const;

/** Every prompt file and the words it must use; a file that differs stops the start. */
const catalog = {
  generate: task,
  review: [...task, 'code'],
  modify: [...task, 'code'],
  'declared-functions': ['system', 'user', 'functions'],
  'ask-again': ['system', 'user', 'reply', 'reason'],
  'json-reply': ['system', 'user', 'schema'],
  route: ['query', 'earlier', 'files', 'candidates'],
  plan: ['query', 'context', 'earlier', 'data', 'progress', 'maxSteps'],
  'plan-select': ['query', 'step', 'progress', 'files'],
  'plan-reason': ['query', 'context', 'earlier', 'step', 'progress'],
  'plan-reflect': ['query', 'step', 'remaining', 'progress'],
  'plan-answer': ['query', 'context', 'earlier', 'progress', 'limit'],
  react: ['message', 'files'],
  'text-tools': ['instructions', 'tools', 'reason'],
  'text-tools-forced': ['instructions', 'called'],
  chat: ['message'],
} as const;

export type PromptName = keyof typeof catalog;
export type Words<Name extends PromptName> = Record<(typeof catalog)[Name][number], string>;

export interface RenderedPrompt {
  system: string;
  user: string;
  /** Of both messages as they are sent. */
  sha256: string;
}

export interface Prompts {
  /** Of the texts of all prompt files. */
  readonly sha256: string;
  /** Replaces each placeholder once; a `{{word}}` inside a value stays text. */
  render<Name extends PromptName>(name: Name, words: Words<Name>): RenderedPrompt;
}

const templateSchema = z.strictObject({ system: z.string().min(1), user: z.string().min(1) });
type Template = z.infer<typeof templateSchema>;

const placeholder = /\{\{(\w+)\}\}/g;

/** Reads and checks every prompt of the catalog; throws `prompt-invalid` naming the file and the difference. */
export function loadPrompts(folder: string = path.join(packageRoot, 'prompts')): Prompts {
  const names = Object.keys(catalog) as PromptName[];
  const templates = Object.fromEntries(
    names.map((name) => [name, loadTemplate(path.join(folder, `${name}.yaml`), catalog[name])]),
  ) as Record<PromptName, Template>;
  return {
    sha256: createHash('sha256').update(JSON.stringify(templates)).digest('hex'),
    render(name, words) {
      const values = new Map<string, string>(Object.entries(words));
      const fill = (text: string) => text.replace(placeholder, (whole, word) => values.get(word) ?? whole);
      const system = fill(templates[name].system);
      const user = fill(templates[name].user);
      return { system, user, sha256: createHash('sha256').update(`${system}\0${user}`).digest('hex') };
    },
  };
}

function loadTemplate(file: string, declared: readonly string[]): Template {
  const template = readTemplate(file);
  const text = `${template.system}\n${template.user}`;
  const used = new Set([...text.matchAll(placeholder)].map((match) => match[1] as string));
  const problems = [
    ...declared.filter((word) => !used.has(word)).map((word) => `{{${word}}} is missing`),
    ...[...used].filter((word) => !declared.includes(word)).map((word) => `{{${word}}} is not a known word`),
    ...(/\{\{|\}\}/.test(text.replace(placeholder, '')) ? ['a placeholder is misspelt'] : []),
  ];
  if (problems.length > 0) throw invalid(file, problems.join('; '));
  return template;
}

function readTemplate(file: string): Template {
  let content: unknown;
  try {
    content = parse(readFileSync(file, 'utf8'));
  } catch (cause) {
    throw invalid(file, (cause as Error).message, cause);
  }
  const parsed = templateSchema.safeParse(content);
  if (!parsed.success) throw invalid(file, z.prettifyError(parsed.error), parsed.error);
  return parsed.data;
}

function invalid(file: string, problem: string, cause?: unknown): CoderError {
  return new CoderError(`The prompt file ${file} can't be used: ${problem}. Restore or correct it.`, {
    code: 'prompt-invalid',
    cause,
  });
}
