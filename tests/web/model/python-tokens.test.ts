import { describe, expect, it } from 'vitest';
import { pythonLines } from '../../../src/web/model/python-tokens.ts';

const kinds = (code: string) =>
  pythonLines(code).map((line) =>
    line.filter(({ kind }) => kind !== 'plain').map(({ kind, text }) => `${kind} ${text}`),
  );

describe('the tokens of a program', () => {
  it.each([
    ['def mean(rows): return 1.5e3', [['keyword def', 'name mean', 'keyword return', 'number 1.5e3']]],
    ["print(f'a # {b}')  # c 'd'", [['name print', "text f'a # {b}'", "comment # c 'd'"]]],
    ['x = """one\ntwo"""\ny = 0xff', [['text """one'], ['text two"""'], ['number 0xff']]],
    ["'it\\'s' + not_a_keyword", [["text 'it\\'s'"]]],
    ["s = 'never closed\nimport os", [["text 'never closed"], ['keyword import']]],
  ])('are told apart in %j', (code, expected) => {
    expect(kinds(code)).toEqual(expected);
  });

  it('are exactly the program when they are put together again', () => {
    const code = "\tif a:\r\n  b = \"\u00e4\\\n\" '''\n\n# end";
    const again = pythonLines(code).map((line) => line.map(({ text }) => text).join(''));
    expect(again.join('\n')).toBe(code);
  });
});
