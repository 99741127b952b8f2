import { CoderError } from '../../errors/coder-error.ts';

const maxBytes = 50 * 2 ** 20;

/** What the caller in the sandbox is asked for. */
export interface CallText {
  function: string;
  arguments: Record<string, unknown>;
  /** Names of arguments that it must not tell of. */
  secret: string[];
  profile?: true;
}

/** A call as JSON. Throws `input-invalid` for arguments that JSON would lose without a word, naming the path, and for more than 50 MiB. */
export function callText(call: CallText): string {
  checkValue(call.arguments, { path: '', above: [] });
  const text = JSON.stringify(call);
  if (Buffer.byteLength(text) <= maxBytes) return text;
  throw unusable(
    `The arguments have ${Math.ceil(text.length / 2 ** 20)} MiB, and ${maxBytes / 2 ** 20} are allowed: give the data as a file.`,
  );
}

interface Place {
  path: string;
  /** The values it lies in, for circles. */
  above: readonly object[];
}

const maxDepth = 200;

function checkValue(value: unknown, { path, above }: Place): void {
  if (typeof value === 'number' && !Number.isFinite(value))
    throw lost(path, `is ${value}, which JSON has no word for`);
  if (typeof value === 'bigint') throw lost(path, 'is a BigInt: give it as text');
  if (typeof value === 'function' || typeof value === 'symbol') throw lost(path, `is a ${typeof value}`);
  if (typeof value !== 'object' || value === null) return;
  if (above.includes(value)) throw lost(path, 'contains itself');
  if (above.length >= maxDepth) throw lost(path.slice(0, 100), `is nested more than ${maxDepth} levels deep`);
  if (value instanceof Map || value instanceof Set || ArrayBuffer.isView(value))
    throw lost(path, `is a ${value.constructor.name}: give an array, an object or a file`);
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) throw lost(path, 'is an invalid date');
    return;
  }
  const inner = [...above, value];
  if (Array.isArray(value))
    for (const [at, item] of value.entries()) checkValue(item, { path: `${path}[${at}]`, above: inner });
  else
    for (const [key, member] of Object.entries(value))
      checkValue(member, { path: path === '' ? key : `${path}.${key}`, above: inner });
}

function lost(path: string, says: string): CoderError {
  return unusable(`The argument ${path === '' ? 'object' : `\`${path}\``} ${says}.`);
}

function unusable(message: string): CoderError {
  return new CoderError(message, { code: 'input-invalid' });
}
