import { type InputRequest, inputRequired } from '@modelcontextprotocol/server';
import { z } from 'zod';
import type { ApprovalRequest } from '../../contracts/approval.ts';
import { cleanText } from '../../text/clean-text.ts';

const maxShownCode = 20_000;
const maxListed = 20;

/** What a person answers. */
export const approvalAnswerSchema = z.object({
  decision: z.enum(['approve', 'reject']).describe('approve runs exactly this program, once'),
  reason: z.string().max(500).optional().describe('why not, for the record'),
});

/** The question as an elicitation; null when the program can't be shown whole and as it is, because nobody approves what they can't see. */
export function approvalQuestion(request: ApprovalRequest): InputRequest | null {
  const { code } = request;
  if (cleanText(code, maxShownCode) !== code) return null;
  return inputRequired.elicit({ message: questionText(request), requestedSchema: approvalAnswerSchema });
}

function questionText({ query, code, files, functions, findings, risks, limits }: ApprovalRequest): string {
  return [
    `May this Python program run? It was asked for: ${cleanText(query, 500).replaceAll('\n', ' ')}`,
    section(
      'Why you are asked',
      risks.map(({ detail, line }) => at(detail, line)),
    ),
    section(
      'What the checks found',
      findings.map(({ severity, message, line }) => at(`${severity}: ${message}`, line)),
    ),
    section(
      'Files it can read',
      files.map(({ name }) => name),
    ),
    section('Functions of this host it can call', functions?.names ?? []),
    `It runs isolated and without network, for at most ${limits.timeoutSeconds} seconds with ${limits.memoryMiB} MiB.`,
    `The program:\n${code}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

function at(text: string, line: number | undefined): string {
  return line === undefined ? text : `line ${line}: ${text}`;
}

function section(title: string, entries: string[]): string {
  if (entries.length === 0) return '';
  const rest = entries.length - maxListed;
  const shown = entries
    .slice(0, maxListed)
    .map((entry) => `- ${cleanText(entry, 300).replaceAll('\n', ' ')}`);
  return [`${title}:`, ...shown, ...(rest > 0 ? [`- and ${rest} more`] : [])].join('\n');
}
