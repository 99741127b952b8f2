import type { Found } from './call-form.ts';
import type { TextOutput } from './reading/text-output.ts';
import type { WrittenCall, WrittenFault } from './tool-call-parser.ts';

/** What was found in a text so far. */
export interface Findings {
  calls: WrittenCall[];
  faults: WrittenFault[];
  text: TextOutput;
}

export function keep({ calls, faults }: Found, findings: Findings): void {
  findings.calls.push(...calls);
  findings.faults.push(...faults);
  findings.text.cut();
}
