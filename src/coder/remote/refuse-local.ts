import { CoderError } from '../../errors/coder-error.ts';

/** Options that mean this machine, each with what to do instead. */
const advice = {
  functions:
    'declared functions are on this machine, and the service can have none of them; declare them where it runs, or let this machine do the work',
  model: 'the service has a model of its own; configure that one where the service runs',
  unsafelyRunWithoutIsolation:
    'how programs are isolated is decided where the service runs; leave the option out',
  shell: 'a task of the service runs Python; send shell programs with `execute` of python-coder/client',
  lenient:
    'the service takes a name that nothing gives for a fault; give every name, or use the filter default',
  verify: 'whether code is verified is decided where the service runs; leave the option out',
  describe:
    'the service looks into every file of a task; leave the option out, or use a project of python-coder/client',
  files: 'the service runs a record again on the files it keeps itself; leave them out',
} as const;

/** Throws for an option that can't travel to the service at `url`. */
export function refuseLocal(
  url: string,
  given: Partial<Record<keyof typeof advice, unknown>>,
  code: 'input-invalid' | 'config-invalid' = 'input-invalid',
): void {
  for (const [name, value] of Object.entries(given)) {
    if (value === undefined || value === false) continue;
    throw new CoderError(
      `"${name}" can't be used while the work is sent to ${url}: ${advice[name as keyof typeof advice]}. (Without pythonTools.url, PYTHON_TOOLS_URL and --server, this machine does the work.)`,
      { code },
    );
  }
}
