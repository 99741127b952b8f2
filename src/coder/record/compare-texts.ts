import type { ReplayComparison } from '../../contracts/audit.ts';

/** A number that stands by itself; digits in names, versions, dates and hashes are text. */
const number = /(?<![\p{L}\p{N}_.])(\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)(?![\p{L}\p{N}_]|\.\d)/u;

/** Whether two texts differ, and if so, whether only in those digits of fractions that hang on the processor. */
export function compareTexts(recorded: string, replayed: string): ReplayComparison {
  if (recorded === replayed) return 'same';
  const before = recorded.split(number);
  const now = replayed.split(number);
  if (before.length !== now.length) return 'different';
  const isNear = before.every((part, index) => {
    const other = now[index] ?? '';
    return part === other || (index % 2 === 1 && agree(part, other));
  });
  return isNear ? 'same-to-12-digits' : 'different';
}

/** The first twelve digits are the same, cut off or rounded; integers, whole floats and short numbers have to be equal. */
function agree(recorded: string, replayed: string): boolean {
  const texts = [recorded, replayed];
  const [before = 0, now = 0] = texts.map(Number);
  return (
    texts.every((text) => /[.eE]/.test(text) && Number.isFinite(Number(text)) && Number(text) > 0) &&
    texts.some((text) => significantDigits(text) > 12) &&
    !(Number.isSafeInteger(before) && Number.isSafeInteger(now)) &&
    [rounded, cutOff].some((twelve) => twelve(before) === twelve(now))
  );
}

function significantDigits(text: string): number {
  return text
    .replace(/[eE].*$/, '')
    .replace('.', '')
    .replace(/^0+/, '').length;
}

function rounded(value: number): string {
  return value.toExponential(11);
}

function cutOff(value: number): string {
  return value.toExponential(20).replace(/(?<=^.{13})\d*/, '');
}
