import type { AuditRecord, AuditText } from '../contracts/audit-record.ts';

export interface NamedText {
  /** What the text is of its record. */
  name: string;
  text: AuditText;
}

/** Every text that a record names by hash. */
export function textsOf(record: AuditRecord): NamedText[] {
  const rounds = record.rounds.flatMap(({ iteration, code, issues, changes, modification }) => [
    { name: `the code of round ${iteration}`, text: code },
    { name: `the issues of round ${iteration}`, text: issues.all },
    { name: `the changes of round ${iteration}`, text: changes.all },
    { name: `the claims of round ${iteration}`, text: modification?.claims.all ?? null },
  ]);
  const texts = [
    { name: 'the question', text: record.query },
    { name: 'the list of files', text: record.files.all },
    { name: 'the names of the functions', text: record.functions?.names.all ?? null },
    { name: 'the sources of the functions', text: record.functions?.sources ?? null },
    { name: 'the library of the call', text: record.call?.library ?? null },
    { name: 'the arguments of the call', text: record.call?.arguments ?? null },
    { name: 'the result of the call', text: record.call?.result ?? null },
    { name: 'the list of packages', text: record.python?.packages ?? null },
    ...rounds,
    ...record.approvals.map(({ risks }) => ({ name: 'the risks', text: risks.all })),
    { name: 'the findings', text: record.findings.all },
    { name: 'the error', text: record.error },
    { name: 'the output', text: record.output },
    { name: 'the error output', text: record.stderr },
    { name: 'the list of artifacts', text: record.artifacts.all },
    { name: 'the warnings', text: record.warnings.all },
  ];
  return texts.flatMap(({ name, text }) => (text === null ? [] : [{ name, text }]));
}

/** True when the record itself holds all of it. */
export function isInline({ start, bytes }: AuditText): boolean {
  return Buffer.byteLength(start) === bytes;
}
