import type { CallToolResult } from '@modelcontextprotocol/server';
import { CoderError } from '../../errors/coder-error.ts';

/** Faults become replies; what is not meant for a client stays here. */
export async function sayProblem<Result>(work: () => Promise<Result>): Promise<Result | CallToolResult> {
  try {
    return await work();
  } catch (error) {
    return { content: [{ type: 'text', text: problemText(error) }], isError: true };
  }
}

/** What a client may read of a fault. */
export function problemText(error: unknown): string {
  return error instanceof CoderError
    ? `Status: ${error.code}\nProblem: ${error.message}`
    : 'Status: internal\nProblem: The server failed inside; its operator has the details.';
}
