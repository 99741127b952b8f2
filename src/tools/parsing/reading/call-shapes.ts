import type { OfferedTool, WrittenCall } from '../tool-call-parser.ts';
import { type ReadJson, readJson } from './read-json.ts';

type Fields = Record<string, unknown>;

/** A call as it stands in a value; `fault` where its arguments can't be read. */
export type ShapedCall = Omit<WrittenCall, 'span'> | { fault: string };

/** The keys under which models write the name of a tool and its arguments. */
const nameKeys = ['name', 'tool', 'tool_name', 'function', 'function_name', 'recipient_name', 'action'];
const argumentKeys = ['arguments', 'parameters', 'args', 'tool_input', 'action_input', 'input', 'kwargs'];
/** Around lists of calls. */
const listKeys = ['tool_calls', 'tool_uses', 'function_calls'];

interface Shaping {
  offered: ReadonlyMap<string, OfferedTool> | null;
  /** Whether a marker says that this is a call. */
  isMarked: boolean;
  repairs: { left: number };
}

/** The calls that a value stands for, alone or in a list; null when something in it is none. */
export function shapedCalls(value: unknown, shaping: Shaping): ShapedCall[] | null {
  if (Array.isArray(value)) {
    const calls = value.map((item) => shapedCalls(item, shaping));
    return calls.length === 0 || calls.includes(null) ? null : calls.flatMap((found) => found ?? []);
  }
  if (!isFields(value)) return null;
  const list = listKeys.map((key) => value[key]).find(Array.isArray);
  if (list !== undefined) return shapedCalls(list, shaping);
  const call = isFields(value.function) ? value.function : value;
  const name = nameKeys.map((key) => call[key]).find((item) => typeof item === 'string' && item !== '');
  const key = argumentKeys.find((candidate) => Object.hasOwn(call, candidate));
  if (typeof name !== 'string' || (!shaping.isMarked && (key === undefined || isDefinition(call))))
    return null;
  if (!shaping.isMarked && shaping.offered !== null && !shaping.offered.has(name)) return null;
  const read = argumentsOf(key === undefined ? {} : call[key], shaping);
  if ('reason' in read) {
    return shaping.isMarked
      ? [{ fault: `The arguments of the call of ${name} can't be read: ${read.reason}.` }]
      : null;
  }
  return [{ name, arguments: read.value as Fields, repairs: read.repairs }];
}

/** Arguments are an object, or JSON of one as a string. */
function argumentsOf(value: unknown, { repairs }: Shaping): ReadJson {
  if (value === null || value === '') return { value: {}, repairs: [] };
  if (isFields(value)) return { value, repairs: [] };
  if (typeof value !== 'string') return { reason: 'they are no object' };
  const read = readJson(value, repairs);
  return 'reason' in read || isFields(read.value) ? read : { reason: 'they are no object' };
}

/** A tool as it is offered, which a model may repeat, also has a name and parameters. */
function isDefinition(call: Fields): boolean {
  const parameters = call.parameters;
  return isFields(parameters) && parameters.type === 'object' && isFields(parameters.properties);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
