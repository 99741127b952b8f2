/** Shorter pieces occur in any program. */
const minPieceChars = 4;
/** A line this long that stands whole inside a piece is what the piece quotes. */
const minLineChars = 8;
/** How models name the line they quote. */
const lineLabel = /^\s*(?:\d+\s*\||lines?\s+\d+(?:\s*[-–]\s*\d+)?\s*[:|]?)/i;

/** Where a quoted piece of code stands: its line, `null` when the program does not have it, `undefined` when too little is quoted to tell. */
export function findEvidence(
  quoted: string,
  code: string,
  near: number | undefined,
): number | null | undefined {
  const pieces = quoted
    .split(/\n|\.{3}|…/)
    .map((piece) => fold(piece.replace(lineLabel, '')))
    .filter((piece) => piece.length >= minPieceChars);
  if (pieces.length === 0) return undefined;
  const lines = code.split('\n').map(fold);
  const found = lines.flatMap((line, index) =>
    pieces.some((piece) => shows(line, piece)) ? [index + 1] : [],
  );
  if (found.length > 0) return nearest(found, near ?? 1);
  const whole = lines.join('');
  return pieces.some((piece) => whole.includes(piece)) ? (near ?? 1) : null;
}

function shows(line: string, piece: string): boolean {
  return line.includes(piece) || (line.length >= minLineChars && piece.includes(line));
}

/** Models copy code with other spaces and quotes. */
function fold(text: string): string {
  return text.replace(/[\s`\\]+/g, '').replaceAll("'", '"');
}

function nearest(lines: number[], near: number): number {
  return lines.reduce((best, line) => (Math.abs(line - near) < Math.abs(best - near) ? line : best));
}
