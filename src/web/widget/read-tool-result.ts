/** What a tool answered, as far as the widget shows it; everything in it is untrusted. */
export interface ShownResult {
  success: boolean;
  /** JSON, or text where it was text; null for nothing. */
  result: string | null;
  stdout: string;
  stderr: string;
  executionMs: number | null;
  error: string;
  advice: string;
}

/** Reads whatever a tool gave, and takes what has no meaning here for a fault of the tool. */
export function readToolResult(answer: unknown): ShownResult {
  const fields = (typeof answer === 'object' && answer !== null ? answer : {}) as Record<string, unknown>;
  const success = fields.success === true;
  const error = text(fields.error);
  return {
    success,
    result: resultText(fields.result),
    stdout: text(fields.stdout),
    stderr: text(fields.stderr),
    executionMs: typeof fields.executionTime === 'number' ? fields.executionTime : null,
    error: success ? '' : error || 'The tool gave no answer.',
    advice: text(fields.advice),
  };
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function resultText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : (JSON.stringify(value, null, 2) ?? String(value));
}
