/** The values of the named variables, and the names of those that are unset or empty. */
export function namedVariables(
  names: readonly string[],
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = process.env,
): { values: Record<string, string>; missing: string[] } {
  const known = names.flatMap((name) => (env[name] ? [[name, env[name]] as const] : []));
  return { values: Object.fromEntries(known), missing: names.filter((name) => !env[name]) };
}
