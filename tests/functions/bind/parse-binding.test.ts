import { describe, expect, it } from 'vitest';
import { checkBindings } from '../../../src/functions/bind/check-bindings.ts';
import { parseBinding } from '../../../src/functions/bind/parse-binding.ts';
import { getsThrough } from '../../helpers/gets-through.ts';

describe('a text with bindings', () => {
  it('is its plain parts and its bindings, in order', () => {
    expect(parseBinding(`a \${state.b[0]:-c}$\${d}`)).toEqual({
      template: [
        'a ',
        { root: 'state', path: ['b', 0], fallback: { value: 'c' }, shown: `\${state.b[0]}` },
        `\${d}`,
      ],
      problem: null,
    });
  });

  it.each([
    [`\${stat.x}`, `\${state.x}`],
    [`\${states.x[0]}`, `\${state.x[0]}`],
    [`\${State.x}`, `\${state.x}`],
    [`\${environment.HOME}`, `\${state.HOME}`],
    [`\${envs.HOME}`, `\${env.HOME}`],
    [`\${raw_data}`, `\${state.raw_data}`],
  ])('from an unknown place %s is told the nearest', (text, suggestion) => {
    expect(parseBinding(text)).toMatchObject({ template: null, problem: { suggestion } });
  });

  it.each([
    [`\${`, 'it names nothing'],
    [`\${}`, 'it names nothing'],
    [`\${state.x`, 'can follow state.x'],
    [`\${state.}`, 'can follow state'],
    [`\${state.x:-5`, 'is not closed'],
    [`\${state.x-5}`, 'can follow state.x'],
    [`\${state.x | upper}`, 'can follow state.x'],
    [`\${state.x ?? 5}`, 'can follow state.x'],
    [`\${state.items[-1]}`, 'a position counts from 0 upwards'],
    [`\${state.items[i]}`, 'can follow state.items'],
    [`\${state.items[0}`, 'can follow state.items'],
    [`\${state['x}`, 'can follow state'],
    [`\${env}`, 'does not name a variable'],
    [`\${env.A.B}`, 'does not name a variable'],
    [`\${env['A B']}`, 'does not name a variable'],
    [`\${state${'.x'.repeat(64)}}`, 'it has more than 64 parts'],
    [`${'${state.x:-'.repeat(10)}${'}'.repeat(10)}`, 'defaults stand in defaults more than 8 times'],
  ])('that is malformed like %s says why', (text, message) => {
    const { problem } = parseBinding(text);
    expect(problem?.message).toContain(message);
    expect(problem?.suggestion).not.toBe('');
  });

  it('in nested values is told with its place', () => {
    const parameters = { a: [1, { b: `\${stat.x}` }], '${state.y}': 1, c: `\${state.z}` };
    expect(checkBindings(parameters)).toMatchObject([
      { path: ['a', 1, 'b'], suggestion: `\${state.x}` },
      { path: [`\${state.y}`], at: 'key' },
    ]);
  });

  it('does not take the square of its length', async () => {
    const open = '${';
    const endings = ['', 'state.a:-', 'state.a:-{', 'state.a:-x}', "state['", ' ', 'state.a:-"'];
    const texts = ['$', `$${open}`, ...endings.map((ending) => open + ending)];
    const work = { file: 'functions/bind/parse-binding.js', call: 'module.parseBinding' };
    expect(
      await getsThrough(
        work,
        texts.map((text) => text.repeat(1_000_000 / text.length)),
      ),
    ).toBe(true);
  });
});
