import { InvalidArgumentError } from 'commander';

/** A port as an option has it; 0 takes a free one. */
export function parsePort(raw: string): number {
  if (/^\d{1,5}$/.test(raw) && Number(raw) < 65_536) return Number(raw);
  throw new InvalidArgumentError('It must be a whole number from 0 to 65535.');
}
