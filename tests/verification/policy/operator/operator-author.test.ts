import { describe, expect, it } from 'vitest';
import { operatorAuthor } from '../../../../src/verification/policy/operator/operator-author.ts';

describe('the policy for an operator, where everything is said to be an own file', () => {
  const { judge } = operatorAuthor({ absolute: (name) => name, meaning: (name) => name, isOwn: () => true });

  it.each([
    ['subprocess.run', 'forbidden-module'],
    ['pickle', 'forbidden-module'],
    ['ctypes.CDLL', 'native-memory'],
    ['io.open', 'forbidden-builtin'],
  ])('still refuses %s', (path, rule) => {
    expect(judge(path)?.rule).toBe(rule);
  });

  it('leaves to the operator what no module of the interpreter is called', () => {
    expect(judge('pandas.read_pickle')).toBeUndefined();
  });
});
