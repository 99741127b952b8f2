import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as fixtures from './described-files.ts';

const { employees, sales, report, salesQ1, salesQ2, contacts, invoices, notes, orders } = fixtures;

/** The tables the questions name. */
export const tables: Record<string, fixtures.DescribedFile> = {
  employees,
  sales,
  report,
  salesQ1,
  salesQ2,
  contacts,
  invoices,
  notes,
  orders,
};

export function described(names: string) {
  return names.split('+').map((name) => (tables[name] as fixtures.DescribedFile).description);
}

/** Blocks of "files | question", what was understood, what is printed and, for a chart, its title and labels. */
export function answeredQuestions() {
  return read('answered-questions.txt')
    .trim()
    .split('\n\n')
    .map((block) => {
      const [question = '', understood = '', printed = '', chart] = block.split('\n');
      const [names = '', query = ''] = question.split(' | ');
      return { names, query, understood, printed, chart: chart?.replace('chart: ', '') };
    });
}

export interface ScenarioQuestion {
  scenario: string;
  names: string;
  expected: string;
  query: string;
}

/** Lines "# scenario", "## files", "> what is printed, as far as it is checked" and questions that get it. */
export function scenarioQuestions(file: string): ScenarioQuestion[] {
  let [scenario, names, expected] = ['', '', ''];
  return read(file)
    .split('\n')
    .flatMap((line) => {
      if (line.startsWith('# ')) scenario = line.slice(2);
      else if (line.startsWith('## ')) names = line.slice(3);
      else if (line.startsWith('> ')) expected = line.slice(2);
      else if (line !== '') return [{ scenario, names, expected, query: line }];
      return [];
    });
}

export function read(file: string): string {
  return readFileSync(path.join(import.meta.dirname, file), 'utf8');
}
