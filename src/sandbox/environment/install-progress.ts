const leastPauseMs = 1_000;
const longestLine = 120;

/** Lines of pip and uv that tell a waiting person something; all others are dropped. */
const telling = [
  { pattern: /^\s*Downloading (\S+?)(?:-\d\S*\.whl\S*)?(?: \(([^)]+)\))?$/, verb: 'Downloading' },
  { pattern: /^\s*Installing collected packages: (\S+?),/, verb: 'Unpacking' },
  { pattern: /^\s*Prepared (\d+ packages?)/, verb: 'Unpacking' },
] as const;

/** Turns an installer's output into at most one short line per second. */
export function reportProgress(say: (message: string) => void): (line: string) => void {
  let lastMs = Number.NEGATIVE_INFINITY;
  return (line) => {
    const message = progressOf(line);
    const nowMs = performance.now();
    if (message === null || nowMs - lastMs < leastPauseMs) return;
    lastMs = nowMs;
    say(message);
  };
}

/** What a line of an installer means for a person; null when nothing. */
export function progressOf(line: string): string | null {
  for (const { pattern, verb } of telling) {
    const [, what, size] = pattern.exec(line) ?? [];
    if (what === undefined) continue;
    const name = what.split('/').at(-1) ?? what;
    return plain(`${verb} ${name}${size === undefined ? '' : ` (${size})`}`);
  }
  return null;
}

/** Text of another program made fit for a terminal: one line, no control characters, capped. */
export function plain(text: string): string {
  return text
    .replace(/[\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .slice(0, longestLine);
}
