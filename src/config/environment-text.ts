/** What a variable holds, for values that are read elsewhere; null when it is unset or empty. */
export function environmentText(
  name: string,
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = process.env,
): string | null {
  return env[name] || null;
}
