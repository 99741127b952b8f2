import type { Cell } from './answer.ts';

const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 4 });
const plain = new Intl.NumberFormat('en', { maximumFractionDigits: 4, useGrouping: false });
const short = new Intl.NumberFormat('en', { maximumFractionDigits: 1 });

/** For eyes: four decimals, and thousands kept apart from five digits on, so that years stay years. */
export function figure(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 0.001 || size >= 1e15)) return String(value);
  return (size < 10_000 ? plain : grouped).format(value);
}

export function cellText(value: Cell): string {
  if (value === null) return '–';
  return typeof value === 'number' ? figure(value) : String(value);
}

const sizes = ['bytes', 'KiB', 'MiB', 'GiB', 'TiB'];

export function byteText(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), sizes.length - 1);
  return `${short.format(bytes / 1024 ** power)} ${sizes[power]}`;
}

export function durationText(milliseconds: number): string {
  if (milliseconds < 1_000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 60_000) return `${short.format(milliseconds / 1_000)} s`;
  return `${Math.floor(milliseconds / 60_000)} min ${Math.round((milliseconds % 60_000) / 1_000)} s`;
}

export function counted(count: number, noun: string): string {
  return `${count >= 10_000 ? grouped.format(count) : count} ${noun}${count === 1 ? '' : 's'}`;
}

export function timeText(instant: string): string {
  return new Date(instant).toLocaleString('en', { dateStyle: 'medium', timeStyle: 'short' });
}
