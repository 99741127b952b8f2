import path from 'node:path';

/** Absolute folders in which commands are looked for, in order; relative entries are dropped, they depend on where one stands. */
export function searchPath(env: Record<string, string | undefined> = {}): string[] {
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  const value = 'PATH' in env ? env.PATH : process.env.PATH;
  return (value ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
}
