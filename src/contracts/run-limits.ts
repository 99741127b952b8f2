/** Ceilings of one run; every number is enforced by the kernel or by the supervising process, never by the program. */
export interface RunLimits {
  timeoutSeconds: number;
  memoryMiB: number;
  /** stdout and stderr together; past it the program is killed and the status is `output-too-large`. */
  outputMiB: number;
  /** All files the program writes together; past it writes fail with "No space left on device" or, in tier B, the program is killed. The status is `disk-full` either way. */
  diskMiB: number;
}
