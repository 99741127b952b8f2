/** Every way the host or the caller can be at fault. Faults of generated code are values in the result, never errors; those of a declared function are one only where a graph has to be told: `function-failed`, with the call as its cause. */
export const errorCodes = [
  'config-invalid',
  'prompt-invalid',
  'input-invalid',
  'model-failed',
  'function-failed',
  'python-missing',
  'isolation-missing',
  'busy',
  'lost',
  'cancelled',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** The only error this package throws on purpose; callers branch on `code`, never on the message. */
export class CoderError extends Error {
  override readonly name = 'CoderError';
  readonly code: ErrorCode;
  constructor(message: string, options: ErrorOptions & { code: ErrorCode }) {
    super(message, options);
    this.code = options.code;
  }
}
