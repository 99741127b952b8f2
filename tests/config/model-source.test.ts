import { expect, it } from 'vitest';
import { loadConfig } from '../../src/config/load-config.ts';
import { modelSource } from '../../src/config/model-source.ts';

const home = { XDG_CONFIG_HOME: '/nonexistent' };

it.each([
  { chosen: 'environment', env: { OPENAI_API_KEY: 'sk-1' }, overrides: {} },
  { chosen: 'environment', env: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' }, overrides: {} },
  { chosen: 'configuration', env: { OPENAI_API_KEY: 'sk-1' }, overrides: { apiKey: 'sk-2' } },
  { chosen: 'configuration', env: {}, overrides: { model: { baseUrl: 'http://127.0.0.1:2/v1' } } },
  {
    chosen: 'configuration',
    env: { OPENAI_BASE_URL: 'http://127.0.0.1:1/v1' },
    overrides: { model: { baseUrl: 'http://127.0.0.1:2/v1' } },
  },
])(
  'names the $chosen when the environment is $env and the caller says $overrides',
  ({ chosen, env, overrides }) => {
    const config = loadConfig({ env: { ...home, ...env }, overrides });
    expect(modelSource(config, env)).toBe(chosen);
  },
);
