import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';

const fixtures = [
  'text/access.log',
  'text/report.md',
  'text/report.html',
  'text/report.rtf',
  'text/towns.html',
  'text/writer.rtf',
  'structured/compose.yaml',
  'structured/harbour.toml',
  'structured/places.gpx.xml',
  'structured/report.docbook.xml',
  'structured/ships.yaml',
  'structured/stream.yml',
  'mail/calendar.ics',
  'mail/mutt.eml',
];

describe('described loads', () => {
  it('open every file in a program that has only the described imports, and give the described dtypes', async () => {
    const contents: Record<string, Uint8Array> = {};
    for (const name of fixtures) contents[name.split('/')[1] as string] = await fixture(name);
    const results = await runLoads(contents);
    expect(wrongLoads(results)).toEqual([]);
    expect(Object.fromEntries(results.map(({ loaded }) => [loaded.name, loaded.type]))).toEqual({
      'access.log': 'str',
      'report.md': 'str',
      'report.html': 'DataFrame',
      'report.rtf': 'str',
      'towns.html': 'DataFrame',
      'writer.rtf': 'str',
      'compose.yaml': 'dict',
      'harbour.toml': 'DataFrame',
      'places.gpx.xml': 'DataFrame',
      'report.docbook.xml': 'DataFrame',
      'ships.yaml': 'DataFrame',
      'stream.yml': 'list',
      'calendar.ics': 'Calendar',
      'mutt.eml': 'EmailMessage',
      'mutt/page.html': 'BeautifulSoup',
      'mutt/ships.csv': 'DataFrame',
    });
  });

  it('are told from loads that fail and from wrong dtypes', () => {
    const column = { name: 'a', dtype: 'int64' };
    const loaded = { name: 'a.csv', load: 'x', type: 'DataFrame', dtypes: { a: 'str' } };
    const failed = { ...loaded, type: 'NameError: name "pd" is not defined', dtypes: null };
    const right = { ...loaded, dtypes: { a: 'int64' } };
    const part = { load: 'x', columns: [column] };
    expect(wrongLoads([loaded, failed, right].map((each) => ({ loaded: each, part })))).toEqual([
      loaded,
      failed,
    ]);
  });
});

const tasks = [
  {
    family: 'a log by its line pattern',
    name: 'access.log',
    from: 'text/access.log',
    code: (load: string, pattern: string) => `import re
rows = [found for line in ${load}.splitlines() if (found := re.fullmatch(r'''${pattern}''', line))]
print(sum(row['status'] == '404' for row in rows), len(rows))`,
    answer: '1 8',
  },
  {
    family: 'a document of markup',
    name: 'places.xml',
    from: 'structured/places.gpx.xml',
    code: (load: string) => `import pandas as pd
places = ${load}
print(places.loc[places['ele'].idxmax(), 'name'])`,
    answer: 'Ålesund',
  },
  {
    family: 'a configuration',
    name: 'ships.yaml',
    from: 'structured/ships.yaml',
    code: (load: string) => `import pandas as pd
import yaml
print(int((${load})['built'].min()))`,
    answer: '1998',
  },
  {
    family: 'a calendar',
    name: 'calendar.ics',
    from: 'mail/calendar.ics',
    code: (load: string) => `import icalendar
events = (${load}).walk('VEVENT')
print(min(str(event['SUMMARY']) for event in events))`,
    answer: 'Budget meeting, room 2; bring figures',
  },
];

describe('a task', () => {
  it.each(tasks)('reads $family and answers', async ({ name, from, code, answer }) => {
    const content = await fixture(from);
    const [result] = await runLoads({ [name]: content });
    const part = result?.part as unknown as { load: string; linePattern?: string };
    const model = scriptedModel([program(code(part.load, part.linePattern ?? '')), approval]);
    await using test = await testCoder(model);
    const done = await test.coder.executeCodeTask('Answer the question about the file.', {
      files: [await test.file(name, content)],
    });
    expect(done).toMatchObject({ status: 'succeeded', error: null });
    expect(done.output?.trim()).toBe(answer);
  });
});
