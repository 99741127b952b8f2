import type { CallToolResult } from '@modelcontextprotocol/server';
import { CoderError } from '../../errors/coder-error.ts';
import type { Service } from './service.ts';

/** Faults become replies; what is not meant for a client stays here. */
export async function sayProblem<Result>(
  { onError }: Service,
  work: () => Promise<Result>,
): Promise<Result | CallToolResult> {
  try {
    return await work();
  } catch (error) {
    return { content: [{ type: 'text', text: problemText(error, onError) }], isError: true };
  }
}

/** What a client may read of a fault; the operator is told the rest. */
export function problemText(error: unknown, onError: Service['onError']): string {
  if (error instanceof CoderError) return `Status: ${error.code}\nProblem: ${error.message}`;
  onError(error instanceof Error ? error : new Error(String(error)));
  return 'Status: internal\nProblem: The server failed inside; its operator has the details.';
}
