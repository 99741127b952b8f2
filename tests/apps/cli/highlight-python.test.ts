import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { highlightPython } from '../../../src/apps/cli/highlight-python.ts';

const plain = picocolors.createColors(false);
const colours = picocolors.createColors(true);
const { dim, green, magenta, cyan } = colours;

it('leaves code as it is where nothing is coloured', () => {
  const code = 'def f(a):\n\treturn f"""x\n\n# y""" + \'z\' # w\n';
  expect(highlightPython(code, plain)).toEqual(code.trimEnd().split('\n'));
});

it('colours keywords, strings, numbers and comments, line by line', () => {
  expect(highlightPython("for x in 'a#b': # c'd\n  y1 = 0x1F + format\ns = '''if\n1'''", colours)).toEqual([
    `${magenta('for')} x ${magenta('in')} ${green("'a#b'")}: ${dim("# c'd")}`,
    `  y1 = ${cyan('0x1F')} + format`,
    `s = ${green("'''if")}`,
    green("1'''"),
  ]);
});

it('prints nothing a terminal would act on', () => {
  const [line = ''] = highlightPython("x = 'a\u0007\u202eb' # \u009b2J", plain);
  expect(line).toBe("x = 'a\\u0007\\u202eb' # \\u009b2J");
});

it.each(['"""\\', "'"])(
  'takes code that never closes its strings in linear time: %s again and again, which takes minutes in the square of it',
  (opening) => {
    const code = opening.repeat(200_001);
    expect(highlightPython(code, plain)).toEqual([code]);
  },
);
