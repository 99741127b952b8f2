import { InvalidArgumentError } from 'commander';

/** Adds one more value of an option that may be repeated. */
export function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}

export function parsePort(raw: string): number {
  if (/^\d{1,5}$/.test(raw) && Number(raw) < 65_536) return Number(raw);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
