const names = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'];
const scale: Record<string, number> = { '': 1, k: 1_000, m: 1_000_000 };

/** The number a word stands for ("50,000", "$50k", "five"), or null; "1,5" could be two numbers and is none. */
export function readNumber(text: string): number | null {
  const named = names.indexOf(text.toLowerCase());
  if (named >= 0) return named;
  const parts = /^[$€£]?(-?(?:\d+|\d{1,3}(?:,\d{3})+)(?:\.\d+)?)([km]?)$/i.exec(text);
  if (!parts) return null;
  const value = Number(parts[1]?.replaceAll(',', '')) * (scale[(parts[2] ?? '').toLowerCase()] as number);
  return Number.isFinite(value) && Math.abs(value) < Number.MAX_SAFE_INTEGER ? value : null;
}
