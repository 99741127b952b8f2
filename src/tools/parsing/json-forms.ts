import type { CallForm, Fenced, FenceForm, FormContext } from './call-form.ts';
import type { Findings } from './findings.ts';
import { looksLikeValue, markedValues } from './reading/marked-values.ts';
import { rawValue } from './reading/raw-value.ts';
import { TextOutput } from './reading/text-output.ts';
import { TextSource } from './reading/text-source.ts';
import { valueCalls } from './reading/value-calls.ts';
import { type CallScanner, createCallScanner } from './scan-calls.ts';

/** Tags around JSON, as Hermes has them and many models imitate. */
export const taggedValues: readonly CallForm[] = [
  'tool_call',
  'tool_calls',
  'function_call',
  'functioncall',
  'tools_call',
].map((tag) => markedValues({ opens: [`<${tag}>`], closes: [`</${tag}>`], between: [',', ';'] }));

const namesCall =
  /["'“]?(?:name|tool|tool_name|tool_calls|tool_uses|function|function_name|action)["'”]?\s*:/;

/** An object or a list of objects without a marker, in a text or as all of it. */
export const bareValues: CallForm = {
  opens: ['{', '['],
  *read(source, at, context) {
    if (!(yield* looksLikeValue(source, at))) return null;
    const raw = yield* rawValue(source, at, []);
    const found = namesCall.test(raw.text) ? valueCalls(raw, { at, isMarked: false, context }) : null;
    if (found !== null || raw.state !== 'whole') return found;
    return { end: raw.end, calls: [], faults: [], isText: true };
  },
};

/** Blocks in which models write calls; a block in any other language shows one at most. */
const languages =
  /^(?:json[c5l]?|javascript|js|xml|tool|tools|tool_calls?|tool_code|function|function_calls?|)$/;

/** A fenced block with nothing in it but calls in one of these forms. */
export function fencedCalls(forms: readonly CallForm[]): FenceForm {
  const scan = createCallScanner({ forms, fences: null });
  return {
    takes: (language) => languages.test(language),
    read(fenced, context) {
      const findings = scanInside(fenced, scan, context);
      const isCall = findings.calls.length > 0 && findings.text.isEmpty;
      return isCall ? { end: fenced.end, calls: findings.calls, faults: findings.faults } : null;
    },
  };
}

function scanInside(
  { inside, insideAt }: Pick<Fenced, 'inside' | 'insideAt'>,
  scan: CallScanner,
  context: FormContext,
): Findings {
  const source = new TextSource();
  source.push(inside);
  source.hasEnded = true;
  const findings: Findings = { calls: [], faults: [], text: new TextOutput() };
  const reading = scan(source, findings, { context: { ...context } });
  reading.next();
  for (const span of new Set([...findings.calls, ...findings.faults].map((found) => found.span))) {
    span.start += insideAt;
    span.end += insideAt;
  }
  return findings;
}
