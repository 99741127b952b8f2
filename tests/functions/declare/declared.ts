import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { type ReadDeclarations, readDeclarations } from '../../../src/functions/declare/read-declarations.ts';
import { temporaryFolder } from '../../helpers/temporary-folder.ts';

/** A file of declarations with this content, in a folder of its own for the length of a test. */
export function yamlFile(content: string | Buffer): string {
  const file = path.join(temporaryFolder(), 'functions.yaml');
  writeFileSync(file, content);
  return file;
}

export async function declaredIn(content: string | Buffer): Promise<ReadDeclarations> {
  return await readDeclarations(yamlFile(content));
}

/** The findings of a file, one line each: place, rule, message and what to write instead. */
export async function findingsIn(content: string | Buffer): Promise<string[]> {
  return shown(await declaredIn(content));
}

export function shown({ findings }: ReadDeclarations): string[] {
  return findings.map(
    ({ line, column, rule, message, suggestion }) =>
      `${line ?? '-'}:${column ?? '-'} ${rule}: ${message} -> ${suggestion}`,
  );
}
