/** The command the user edits text with, `$VISUAL` before `$EDITOR`, as words; quotes keep spaces. */
export function editorCommand(
  // biome-ignore lint/style/noProcessEnv: configuration is where the environment is read
  env: Record<string, string | undefined> = process.env,
): string[] {
  const command = env.VISUAL?.trim() || env.EDITOR?.trim() || 'vi';
  return (command.match(/"[^"]*"|'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^(["'])(.*)\1$/, '$2'));
}
