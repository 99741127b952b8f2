import type { FormContext, Found } from '../call-form.ts';
import { shapedCalls } from './call-shapes.ts';
import type { RawValue } from './raw-value.ts';
import { readJson } from './read-json.ts';

/** What is known of a value that may be a call. */
interface Standing {
  at: number;
  isMarked: boolean;
  context: FormContext;
  /** The tool that stands before the value, which is then its arguments. */
  name?: string;
}

const beyondReading: Partial<Record<RawValue['state'], string>> = {
  'cut-off': 'The call breaks off before its end. Write it again, whole, and shorter if it is long.',
  'too-long': 'The call is too long. Write a shorter one.',
};

/** The calls in the JSON of a value; without a marker, null unless all of it is calls. */
export function valueCalls(raw: RawValue, { at, isMarked, context, name }: Standing): Found | null {
  const span = { start: at, end: raw.end };
  const fault = (reason: string): Found | null =>
    isMarked ? { end: raw.end, calls: [], faults: [{ reason, span }] } : null;
  const beyond = beyondReading[raw.state];
  if (beyond !== undefined) return fault(beyond);
  if (!isMarked && raw.state !== 'whole' && !context.isFirst) return null;
  const isDoubled = raw.text.startsWith('{{') && raw.text.endsWith('}}');
  const read = readJson(isDoubled ? raw.text.slice(1, -1) : raw.text, context.repairs);
  if ('reason' in read) return fault(`The call can't be read: ${read.reason}. Write it again as valid JSON.`);
  const value = name === undefined ? read.value : { name, arguments: read.value };
  const shaped = shapedCalls(value, { ...context, isMarked });
  if (shaped === null)
    return fault('The call has no name of a tool, or is no object with a name and arguments.');
  const repairs = [...(isDoubled ? ['doubled braces'] : []), ...read.repairs];
  const found: Found = { end: raw.end, calls: [], faults: [] };
  for (const call of shaped) {
    if ('fault' in call) found.faults.push({ reason: call.fault, span });
    else found.calls.push({ ...call, repairs: [...repairs, ...call.repairs], span });
  }
  return found;
}
