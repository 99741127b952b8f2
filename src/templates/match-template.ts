import type { FileDescription } from '../contracts/file-description.ts';
import { hiddenInLine } from '../text/hidden-characters.ts';
import { type Askable, type AskableTable, listAskable, ownNames } from './askable.ts';
import { matchJson, matchText } from './match-document.ts';
import { matchSources } from './match-sources.ts';
import { matchTable, type Plan } from './match-table.ts';
import { readItems } from './read-items.ts';
import { renderTemplate } from './render-template.ts';
import { readTokens, type Token } from './tokens.ts';
import { matchTopics } from './topics/match-topics.ts';
import { requestOf } from './topics/topic.ts';
import { withoutFrame } from './without-frame.ts';

export interface TemplateMatch {
  /** Name of the template. */
  template: string;
  /** What the program computes, for people: "mean of salary by department, from employees.csv". */
  understood: string;
  code: string;
}

const maxWords = 40;
const maxUnderstood = 400;

/**
 * The program of a built-in template, or null. It answers only when every word of the question has a meaning
 * and all meanings together lead to one program; what it can't explain in full it leaves to a model.
 */
export function matchTemplate(query: string, files: readonly FileDescription[]): TemplateMatch | null {
  const askable = listAskable(files);
  if (files.some((file) => 'omittedSheets' in file && file.omittedSheets > 0)) return null;
  const names = new Set(askable.flatMap((one) => [...ownNames(one).keys()]));
  const tokens = readTokens(query, names);
  if (tokens.length === 0 || tokens.length > maxWords) return null;
  const tables = askable.filter((one): one is AskableTable => one.kind === 'table');
  const core = withoutFrame(tokens, files);
  const readings = [
    ...askable.flatMap((one) => matchOne(core, { askable: one, names })),
    ...matchSources(core, tables),
  ];
  // Of one file a table reading says what a topic would; of several files each may mean another one.
  const isExplained = readings.length > 0 && files.length === 1;
  const topics = isExplained ? [] : matchTopics(requestOf(core, { files, askable }));
  const plans = [...readings, ...topics];
  const programs = new Map(plans.map((plan) => [JSON.stringify(plan.steps, asText), plan]));
  const [only] = programs.values();
  if (!only || programs.size > 1) return null;
  const understood = only.understood.replace(hiddenInLine, ' ').slice(0, maxUnderstood);
  return {
    template: only.template,
    understood,
    code: renderTemplate(understood.charAt(0).toUpperCase() + understood.slice(1), only.steps),
  };
}

function matchOne(
  tokens: readonly Token[],
  { askable, names }: { askable: Askable; names: ReadonlySet<string> },
): Plan[] {
  return readItems(tokens, { askable, sources: ownNames(askable), foreign: names }).flatMap((items) => {
    if (askable.kind === 'table') return matchTable(items, askable);
    return askable.kind === 'text' ? matchText(items, askable) : matchJson(items, askable);
  });
}

function asText(_key: string, value: unknown): unknown {
  return value instanceof Map ? [...value] : value;
}
