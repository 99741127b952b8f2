import { maxLinesInStrings } from '../../llm/fenced-blocks.ts';
import type { CallForm, FenceForm, FormParser } from './call-form.ts';
import type { Findings } from './findings.ts';
import { maxRepairsChars } from './reading/read-json.ts';
import { TextOutput } from './reading/text-output.ts';
import { TextSource } from './reading/text-source.ts';
import { type CallScanner, createCallScanner } from './scan-calls.ts';
import type { ParseOptions, ToolCallStream } from './tool-call-parser.ts';

/** A parser of these forms; where several read the same place, the first of them counts. */
export function createFormParser(parser: {
  name: string;
  forms?: readonly CallForm[];
  fences?: readonly FenceForm[];
}): FormParser {
  const { name, forms = [], fences = [] } = parser;
  const scan = createCallScanner({ forms, fences });
  const stream = (options?: ParseOptions) => streamCalls(scan, options);
  return {
    name,
    forms,
    fences,
    stream,
    parse(text, options) {
      const reading = stream(options);
      const { calls, text: before } = reading.push(text);
      const rest = reading.end();
      return { calls: [...calls, ...rest.calls], text: before + rest.text, faults: rest.faults };
    },
  };
}

function streamCalls(
  scan: CallScanner,
  { tools, startsInThought = false }: ParseOptions = {},
): ToolCallStream {
  const source = new TextSource();
  const findings: Findings = { calls: [], faults: [], text: new TextOutput() };
  const context = {
    offered: tools === undefined ? null : new Map(tools.map((tool) => [tool.name, tool])),
    repairs: { left: maxRepairsChars },
    ahead: { lines: maxLinesInStrings },
    isFirst: true,
    isFreshLine: true,
  };
  const reading = scan(source, findings, { context, startsInThought });
  const goOn = () => {
    reading.next();
    return { calls: findings.calls.splice(0), text: findings.text.take() };
  };
  return {
    push(piece) {
      source.push(piece);
      return goOn();
    },
    end() {
      source.hasEnded = true;
      return { ...goOn(), faults: findings.faults };
    },
  };
}
