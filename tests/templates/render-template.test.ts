import { describe, expect, it } from 'vitest';
import { pythonLiteral } from '../../src/templates/python-literal.ts';
import { LoadExpression, renderTemplate } from '../../src/templates/render-template.ts';
import { runPrograms } from './run-programs.ts';

const load = { use: 'load', slots: { SLOT_LOAD: new LoadExpression("pd.read_csv('a.csv')") } };

describe('renderTemplate', () => {
  it('puts imports and functions first, each once, and the steps after them', () => {
    const code = renderTemplate('Rows', [load, { use: 'count_rows' }, { use: 'print_value' }]);
    expect(code).toMatch(/^# Rows\nimport json\n\nimport pandas as pd\n\n\ndef plain\(value\):\n/);
    expect(code).toMatch(
      /\n\n\ndata: pd\.DataFrame = pd\.read_csv\('a\.csv'\)\nresult = len\(data\)\nprint\(json\.dumps\(plain\(result\), .*\)\)\n$/,
    );
    expect(code).not.toContain('slots');
  });

  it('replaces slots in one pass, so a value that looks like a slot stays a value', () => {
    const slots = { SLOT_COLUMN: 'SLOT_VALUE', SLOT_VALUE: 'SLOT_COLUMN' };
    const code = renderTemplate('Filter', [{ use: 'filter_equal', slots }]);
    expect(code).toContain("data[data['SLOT_VALUE'] == 'SLOT_COLUMN']");
  });

  it.each([
    ['a slot that is not given', { use: 'filter_equal', slots: { SLOT_COLUMN: 'a' } }],
    ['a slot that is not declared', { use: 'count_rows', slots: { SLOT_COLUMN: 'a' } }],
  ])('refuses %s', (_, step) => {
    expect(() => renderTemplate('x', [step])).toThrowError(expect.objectContaining({ code: 'internal' }));
  });

  it('keeps the comment on one line', () => {
    expect(renderTemplate('a\nimport os\r\u2028b', [load])).toMatch(/^# a import os {2}b\n/);
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
