import type { NamedText } from '../../audit/blobs.ts';
import type { AuditText } from '../../contracts/audit-record.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionFinding, PythonFunction } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { nearestName } from '../../verification/references/nearest-name.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import type { Looks } from './look-at.ts';

/** A function as it was declared and as the interpreter found it. */
export interface LoadedFunction {
  declaration: FunctionDeclaration;
  found: PythonFunction;
}

/** Texts for the audit, and those of them that stand beside it. */
export interface RecordedTexts {
  library: AuditText;
  packages: AuditText;
  blobs: NamedText[];
}

/** Functions that are ready to be called; a reload makes another set and leaves this one to the calls under way. */
export interface LoadedSet {
  functions: ReadonlyMap<string, LoadedFunction>;
  library: FunctionLibrary;
  /** By function, one hash for all sources that it brings. */
  sources: ReadonlyMap<string, string>;
  /** What every record of a call names, made once. */
  recorded: RecordedTexts;
  /** What is worth knowing and did not block. */
  findings: FunctionFinding[];
  /** The files that it was made of and their folders, which tell that it may have changed, as they looked right after they were read. */
  seen: Looks;
  /** The word of the calling process, without which no declaration has network. */
  allowNetwork: boolean;
  /** Where declared variables are looked up; the environment of this process unless given. */
  variables: Record<string, string | undefined> | undefined;
}

/** Throws `input-invalid` naming the nearest function there is. */
export function loadedFunction({ functions }: LoadedSet, name: string): LoadedFunction {
  const loaded = functions.get(name);
  if (loaded !== undefined) return loaded;
  const nearest = nearestName(name, functions.keys());
  const known = [...functions.keys()].slice(0, 20).join(', ');
  throw new CoderError(
    `There is no function ${JSON.stringify(name.slice(0, 200))}. ${nearest === null ? `There are: ${known}.` : `Did you mean ${nearest}?`}`,
    { code: 'input-invalid' },
  );
}
