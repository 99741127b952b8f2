import { describe, expect, it } from 'vitest';
import { call, data, LoadExpression, print, result, set, tables } from '../../src/templates/program.ts';
import { pythonLiteral } from '../../src/templates/python-literal.ts';
import { renderTemplate } from '../../src/templates/render-template.ts';
import { runPrograms } from './run-programs.ts';

const load = new LoadExpression({ load: "pd.read_csv('a.csv')", imports: ['import pandas as pd'] });
const shown = print(call('plain', [result]));

describe('renderTemplate', () => {
  it('puts imports and functions first, each once and after those it uses, and the steps after them', () => {
    const steps = [set(data, load), set(result, call('len', [data])), shown, shown];
    const code = renderTemplate('Rows', steps);
    expect(code).toMatch(/^# Rows\nimport json\n\nimport pandas as pd\n\n\ndef plain\(/);
    expect(code.match(/^(?:def|import) \w+/gm)).toEqual([
      'import json',
      'import pandas',
      'def plain',
      'def print_answer',
    ]);
    expect(code).toMatch(
      /\n\n\ndata: pd\.DataFrame = pd\.read_csv\('a\.csv'\)\nresult = len\(data\)\n(?:print_answer\(plain\(result\)\)\n){2}$/,
    );
  });

  it('takes the functions and constants that a function uses, however far away they stand', () => {
    const code = renderTemplate('Dates', [print(call('find_patterns', ['text', ['dates']]))]);
    expect(code.match(/^(?:def )?\w+(?=\(text: | = |\(answer)/gm)).toEqual([
      'MONTHS',
      'MONTH',
      'PATTERNS',
      'def find_patterns',
      'def print_answer',
    ]);
  });

  it('brings what an expression of a file imports', () => {
    const yaml = new LoadExpression({
      load: "pd.DataFrame(yaml.safe_load(open('a.yaml')))",
      imports: ['import pandas as pd', 'import yaml'],
    });
    const code = renderTemplate('Rows', [set(data, yaml), print(call('len', [data]))]);
    expect(code).toMatch(/^# Rows\nimport json\n\nimport pandas as pd\nimport yaml\n\n\n/);
  });

  it('writes the type of a table where it gets its first value only', () => {
    const code = renderTemplate('Rows', [set(data, load), set(data, call('repeated_rows', [data])), shown]);
    expect(code.match(/^data.*$/gm)).toEqual([
      "data: pd.DataFrame = pd.read_csv('a.csv')",
      'data = repeated_rows(data)',
    ]);
  });

  it('writes values as literals, whatever they look like', () => {
    const rows = call('rows_equal', [data, "result'); data", 'data'], { value: null });
    expect(renderTemplate('Rows', [set(data, rows), shown])).toContain(
      "\ndata: pd.DataFrame = rows_equal(data, 'result\\'); data', 'data', value=None)\n",
    );
  });

  it('breaks a call that is too long for a line, and a set of tables', () => {
    const names = ['x'.repeat(60), 'y'.repeat(60)];
    const steps = [set(tables, new Map([['a', load]])), set(result, call('correlations', [data, names]))];
    expect(renderTemplate('Rows', [...steps, shown])).toContain(
      `tables: dict[str, pd.DataFrame] = {\n    'a': pd.read_csv('a.csv'),\n}\nresult = correlations(\n    data,\n    ['${names.join("', '")}'],\n)\n`,
    );
  });

  it('refuses a function that there is not', () => {
    const steps = [print(call('no_such_function', [data]))];
    expect(() => renderTemplate('x', steps)).toThrowError(expect.objectContaining({ code: 'internal' }));
  });

  it('keeps the comment on one line', () => {
    expect(renderTemplate('a\nimport os\r\u2028b', [shown])).toMatch(/^# a import os {2}b\n/);
  });
});

describe('pythonLiteral', () => {
  const values = [
    "a'); import os #",
    'back\\slash "double" \'single\'',
    'line\nreturn\rtab\tnul\0bell\u0007',
    'separator\u2028\u2029 nel\u0085 bidi\u202e bom\ufeff',
    'lone \ud800 surrogate \udfff',
    'flags 🇩🇪 and \u{e0001} tags, żółć',
    0,
    -1.5,
    1e21,
    true,
    null,
    ['a', [1, false], { "k'": [null] }],
  ];

  it('reads back in Python as the same value', async () => {
    const code = `import json\nprint(json.dumps([${values.map(pythonLiteral).join(', ')}]))`;
    const [run] = await runPrograms([code], []);
    expect(run?.error).toBeNull();
    expect(JSON.parse(run?.output ?? '')).toEqual(values);
  });

  it('stays on one line and shows no invisible characters', () => {
    for (const value of values) expect(pythonLiteral(value)).toMatch(/^[^\p{C}\p{Zl}\p{Zp}]*$/u);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (value) => {
    expect(() => pythonLiteral(value)).toThrowError(expect.objectContaining({ code: 'internal' }));
  });
});
