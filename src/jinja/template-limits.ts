import type { RunLimits } from '../contracts/run-limits.ts';

const mebibyte = 2 ** 20;

/** What a template may be, get, take and give. */
export const templateLimits = {
  templateBytes: 256 * 1024,
  variablesBytes: 4 * mebibyte,
  textBytes: 4 * mebibyte,
  seconds: 5,
};

/** An answer of the process, in which each byte of the text may be an escape of six. */
export const answerBytes = 6 * templateLimits.textBytes + mebibyte;

/** What the process is held to from outside; it gets a moment more, to tell by itself at which line its time was over. */
export const processLimits: RunLimits = {
  timeoutSeconds: templateLimits.seconds + 1,
  memoryMiB: 512,
  outputMiB: 1,
  diskMiB: 32,
};
