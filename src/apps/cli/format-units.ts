const byteUnits = ['B', 'KiB', 'MiB', 'GiB'];

export function formatBytes(bytes: number): string {
  const power = Math.min(Math.floor(Math.log2(Math.max(bytes, 1)) / 10), byteUnits.length - 1);
  const amount = bytes / 1024 ** power;
  return `${power === 0 ? amount : amount.toFixed(1)} ${byteUnits[power]}`;
}

export function formatDuration(milliseconds: number): string {
  if (milliseconds < 999.5) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 59_950) return `${(milliseconds / 1000).toFixed(1)} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/** The same for a running clock: always in seconds, so that it does not jump between units. */
export function formatElapsed(milliseconds: number): string {
  return milliseconds < 1000
    ? `${(Math.floor(milliseconds / 100) / 10).toFixed(1)} s`
    : formatDuration(milliseconds);
}

/** "1 row", "2 rows", "12,345 rows". */
export function formatCount(count: number, noun: string): string {
  return `${groupDigits(String(count))} ${noun}${count === 1 ? '' : 's'}`;
}

/** Thousands separated in the whole part of plain decimal notation; every digit stays. */
export function groupDigits(digits: string): string {
  const [, sign = '', whole = '', rest = ''] = /^(-?)(\d+)(\.\d+)?$/.exec(digits) ?? [];
  return whole === '' ? digits : `${sign}${whole.replace(/\B(?=(\d{3})+$)/g, ',')}${rest}`;
}
