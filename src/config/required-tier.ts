import type { MinimumTier } from '../contracts/isolation.ts';
import type { Config } from './schema.ts';

/** The least that may run code of a model: tier W is it only where Pyodide was chosen. */
export function requiredTier({ python, isolation }: Pick<Config, 'python' | 'isolation'>): MinimumTier {
  return python.runtime === 'pyodide' ? 'W' : isolation.minimumTier;
}
