import type { Config } from './schema.ts';

/** Whether the setting that chose the model server is the environment's own; a value given both ways counts as the environment's. */
export function modelSource(
  { apiKey, model }: Config,
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = process.env,
): 'configuration' | 'environment' {
  const fromEnvironment =
    model.baseUrl === null ? env[model.apiKeyEnv] === apiKey : env.OPENAI_BASE_URL?.trim() === model.baseUrl;
  return fromEnvironment ? 'environment' : 'configuration';
}
