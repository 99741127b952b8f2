import type { CallError, CallResult } from '../contracts/python-functions.ts';
import { cleanText } from '../text/clean-text.ts';
import { dataBlock, writtenText } from './tool-text.ts';

const maxMessageChars = 2_000;
const maxPrintedChars = 4_000;
const maxProblems = 20;
const tracebackLines = 12;

/** What a model reads of a finished call: how it ended, what came back or what to correct, and what was written. */
export function functionText({
  status,
  result,
  error,
  stdout,
  artifacts,
  warnings,
  auditId,
}: CallResult): string {
  return [
    `Status: ${status}`,
    ...(error === null ? [dataBlock('Result', JSON.stringify(result ?? null, null, 1))] : errorText(error)),
    ...(stdout === '' ? [] : [dataBlock('Printed by the function', cleanText(stdout, maxPrintedChars))]),
    ...writtenText({ artifacts, warnings }),
    `Audit record: ${auditId}`,
  ].join('\n');
}

function errorText({ message, traceback, problems }: CallError): string[] {
  const shown = problems.slice(0, maxProblems).map(({ path, message: problem, expected }) => {
    const place = path === '' ? 'the whole value' : path;
    return `${place}: ${problem}${expected === null ? '' : ` (expected ${expected})`}`;
  });
  const rest = problems.length - shown.length;
  const lines = traceback?.trimEnd().split('\n').slice(-tracebackLines) ?? [];
  return [
    shown.length === 0
      ? dataBlock('Problem', cleanText(message, maxMessageChars))
      : dataBlock('What does not fit', [...shown, ...(rest > 0 ? [`and ${rest} more`] : [])].join('\n')),
    ...(lines.length === 0 ? [] : [dataBlock('Where it was raised', lines.join('\n'))]),
  ];
}
