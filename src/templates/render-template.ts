import { readFileSync } from 'node:fs';
import path from 'node:path';
import { packageRoot } from '../config/package-root.ts';
import { CoderError } from '../errors/coder-error.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';
import { type LiteralValue, pythonLiteral } from './python-literal.ts';

/** Source that goes into a program as it is: only `load` expressions, which our own describers wrote and ran. */
export class LoadExpression {
  readonly source: string;
  constructor(source: string) {
    this.source = source;
  }
}

type Slot = LiteralValue | LoadExpression | ReadonlyMap<string, LoadExpression>;

/** One template file (name without `.py`) and a value for every slot it declares. */
export interface Step {
  use: string;
  slots?: Record<string, Slot>;
}

export const templateFolder = path.join(packageRoot, 'src/python/templates');

const declaration = /^from slots import (.+)$/m;
const importLine = /^(?:import|from) \S+.*$/gm;
const thirdParty =
  /^(?:import|from) (?:pandas|matplotlib|numpy|docx|h5py|lxml|PIL|pypdf|sklearn|statsmodels|textblob|xarray|yaml)\b/;

/** Templates that define a function, by its name; a program gets those that its steps declare. */
const functions: Readonly<Record<string, string>> = {
  plain: 'plain',
  chart_label: 'chart_labels',
  shape: 'json_shape',
  sentiment_summary: 'sentiment_summary',
};

/** A readable program: a comment that says what it computes, imports and functions once, then the steps in order. */
export function renderTemplate(comment: string, steps: readonly Step[]): string {
  const declared = new Set(steps.flatMap(({ use }) => declaredNames(readTemplate(use))));
  const needed = Object.keys(functions).filter((name) => declared.has(name));
  const all: Step[] = [...needed.map((name) => ({ use: functions[name] as string })), ...steps];
  const bodies = all.map((step) => fill(step, readTemplate(step.use)));
  const imports = new Set(bodies.flatMap((body) => body.match(importLine) ?? []));
  const sorted = [...imports].sort((a, b) => a.localeCompare(b, 'en'));
  const [standard, others] = [false, true].map((third) =>
    sorted.filter((line) => thirdParty.test(line) === third).join('\n'),
  );
  const title = `# ${comment.replace(hiddenInLine, ' ')}`;
  const head = `${title}\n${[standard, others].filter(Boolean).join('\n\n')}`;
  return `${join([head, ...bodies.map((body) => body.replace(importLine, '').trim())])}\n`;
}

function readTemplate(name: string): string {
  return readFileSync(path.join(templateFolder, `${name}.py`), 'utf8');
}

function declaredNames(source: string): string[] {
  return (source.match(declaration)?.[1] ?? '').split(', ').filter(Boolean);
}

/** Fills the slots in one pass; a slot that is not declared, not used or not given is a fault of ours. */
function fill(step: Step, source: string): string {
  const declared = declaredNames(source).filter((name) => name.startsWith('SLOT_'));
  const body = source.replace(declaration, '');
  const slots = step.slots ?? {};
  const used = new Set(body.match(/\bSLOT_[A-Z_]+\b/g));
  for (const names of [[...used], Object.keys(slots)]) {
    if (names.length !== declared.length || names.some((name) => !declared.includes(name))) {
      throw new CoderError(`The template "${step.use}" declares ${declared}, but has or gets ${names}.`, {
        code: 'internal',
      });
    }
  }
  return body.replace(/\bSLOT_[A-Z_]+\b/g, (name) => slotSource(slots[name] as Slot));
}

function slotSource(slot: Slot): string {
  if (slot instanceof LoadExpression) return slot.source;
  if (!(slot instanceof Map)) return pythonLiteral(slot as LiteralValue);
  const entries = [...(slot as ReadonlyMap<string, LoadExpression>)];
  return `{\n${entries.map(([name, load]) => `    ${pythonLiteral(name)}: ${load.source},\n`).join('')}}`;
}

/** Functions stand two empty lines apart from what is around them, the imports one line from the steps. */
function join(blocks: string[]): string {
  const isFunction = (block = '') => /^def /m.test(block);
  return blocks.reduce((text, block, index) => {
    const lines = isFunction(block) || isFunction(blocks[index - 1]) ? '\n\n\n' : index === 1 ? '\n\n' : '\n';
    return text + lines + block;
  });
}
