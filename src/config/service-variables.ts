/** Where the environment says a service is, and the token for it; null where it says nothing, and in browsers, which have none. */
export function serviceVariables(
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = globalThis.process?.env ?? {},
): { url: string | null; token: string | null } {
  return { url: env.PYTHON_TOOLS_URL?.trim() || null, token: env.PYTHON_TOOLS_TOKEN || null };
}
