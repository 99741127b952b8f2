import { CoderError } from '../errors/coder-error.ts';

const minimumCharacters = 32;

/** The secret in a variable; null when it is unset or empty. Throws `config-invalid` for one that is short enough to be guessed. */
export function environmentSecret(
  name: string,
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = process.env,
): string | null {
  const secret = env[name] || null;
  if (secret !== null && secret.length < minimumCharacters) {
    throw new CoderError(
      `The secret in ${name} has ${secret.length} characters, and at least ${minimumCharacters} are needed; make one with: openssl rand -hex 32`,
      { code: 'config-invalid' },
    );
  }
  return secret;
}
