/** A set-up step that failed in a way its sentence explains; `exitCode` is that of the step. */
export class SetupError extends Error {
  constructor(message, exitCode) {
    super(message);
    this.exitCode = exitCode;
  }
}
