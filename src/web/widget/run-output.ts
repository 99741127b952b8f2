import { shownText } from './shown-text.ts';

export interface OutputChunk {
  stream: 'stdout' | 'stderr';
  text: string;
}

/** Characters kept for eyes; the beginning goes first. */
export const shownChars = 100_000;

/** `output` with one more chunk at its end, joined to the last one of the same stream. */
export function withChunk(output: readonly OutputChunk[], { stream, text }: OutputChunk): OutputChunk[] {
  const last = output.at(-1);
  const joined =
    last?.stream === stream
      ? [...output.slice(0, -1), { stream, text: last.text + text }]
      : [...output, { stream, text }];
  return lastOf(joined);
}

/** What was printed in the order of the streams, for a tool that did not say it while it ran. */
export function wholeOutput(stdout: string, stderr: string): OutputChunk[] {
  const chunks: OutputChunk[] = [
    { stream: 'stdout', text: stdout },
    { stream: 'stderr', text: stderr },
  ];
  return lastOf(chunks.filter(({ text }) => text !== ''));
}

export function shownChunk({ text }: OutputChunk): string {
  return shownText(text, shownChars);
}

function lastOf(output: readonly OutputChunk[]): OutputChunk[] {
  const kept: OutputChunk[] = [];
  let room = shownChars;
  for (const { stream, text } of output.toReversed()) {
    if (room <= 0) break;
    kept.unshift({ stream, text: text.slice(-room) });
    room -= text.length;
  }
  return kept;
}
