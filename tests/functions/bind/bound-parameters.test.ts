import { describe, expect, it } from 'vitest';
import {
  constantsOf,
  secretParameters,
  stateBound,
  variablesIn,
} from '../../../src/functions/bind/bound-parameters.ts';

const parameters = {
  rows: `\${state.rows}`,
  deep: { list: ['a', `b \${state.x}`] },
  key: `Bearer \${env.TOKEN}`,
  both: `\${state.user}:\${env.PASSWORD}`,
  fallback: `\${state.key:-\${env.TOKEN}}`,
  literal: `$\${state.rows}`,
  limit: 5,
  options: { format: 'json', price: '$5' },
};

describe('declared parameters', () => {
  it('are constants where nothing is bound, with their escapes read', () => {
    expect(constantsOf(parameters)).toEqual({
      literal: `\${state.rows}`,
      limit: 5,
      options: { format: 'json', price: '$5' },
    });
  });

  it('are bound to the state wherever they take anything from it', () => {
    expect(stateBound(parameters)).toEqual(['rows', 'deep', 'both', 'fallback']);
  });

  it('are secrets wherever they take anything from the environment', () => {
    expect(secretParameters(parameters)).toEqual(['key', 'both', 'fallback']);
  });

  it('name their variables once', () => {
    expect(variablesIn(parameters)).toEqual(['TOKEN', 'PASSWORD']);
  });
});
