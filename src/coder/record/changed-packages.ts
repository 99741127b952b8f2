import { z } from 'zod';
import { recordedText } from '../../audit/recorded-text.ts';
import type { AuditRecord } from '../../contracts/audit-record.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';

const shownPackages = 8;
const packagesSchema = z.record(z.string(), z.string());

/** Sentences on how the interpreter or its packages differ from the recorded ones. */
export async function changedPackages(
  folder: string,
  recorded: NonNullable<AuditRecord['python']>,
  { version, packages }: PythonEnvironment,
): Promise<string[]> {
  const notes: string[] = [];
  if (recorded.version !== version)
    notes.push(`The recorded run was on Python ${recorded.version}, this one on ${version}.`);
  const text = await recordedText(folder, recorded.packages);
  const before = text === null ? null : packagesSchema.safeParse(JSON.parse(text)).data;
  if (!before) return [...notes, 'The recorded list of packages is missing, so it was not compared.'];
  const names = [...new Set([...Object.keys(before), ...Object.keys(packages)])].sort();
  const changes = names
    .filter((name) => before[name] !== packages[name])
    .map((name) => `${name} ${before[name] ?? 'absent'} then, ${packages[name] ?? 'absent'} now`);
  if (changes.length === 0) return notes;
  const more = changes.length > shownPackages ? `; and ${changes.length - shownPackages} more` : '';
  return [...notes, `Other packages: ${changes.slice(0, shownPackages).join('; ')}${more}.`];
}
