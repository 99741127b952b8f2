import { canonicalJson } from '../../audit/canonical-json.ts';
import { RecordWriter } from '../../audit/record-writer.ts';
import type { Config } from '../../config/schema.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { FunctionFinding, PythonFunction } from '../../contracts/python-functions.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { throwIfCancelled } from '../../errors/throw-if-cancelled.ts';
import { cleanText } from '../../text/clean-text.ts';
import { createRedactor } from '../../text/redact.ts';
import type { SetupObserver } from '../../workspace/setup-observer.ts';
import type { FunctionDeclaration } from '../declare/function-declaration.ts';
import type { FunctionServices } from '../function-services.ts';
import { sealLibrary } from '../validate/assemble-library.ts';
import { examineSet, isBlocking, type SetSource } from './examine-set.ts';
import { findingsText } from './findings-text.ts';
import { introspect, type LibraryDescription } from './introspect.ts';
import { introspectionFindings } from './introspection-findings.ts';
import type { LoadedFunction, LoadedSet, RecordedTexts } from './loaded-set.ts';
import { type Looks, lookAt } from './look-at.ts';

const maxDescription = 8_000;

export type Loading =
  | { status: 'loaded'; set: LoadedSet; warmMs: number }
  | { status: 'refused'; findings: FunctionFinding[]; seen: Looks };

/** Judges the sources, has a locked process import and describe them, and warms an interpreter up that has them imported. */
export async function tryToLoad(
  services: FunctionServices,
  source: SetSource,
  observer: SetupObserver,
): Promise<Loading> {
  await services.auditLog.prepare();
  throwIfCancelled(observer.signal);
  const { version: python, packages } = await services.environment(observer);
  const examined = await examineSet(source, { python, packages });
  const { declarations, library } = examined;
  const seen = await lookAt(examined.watched);
  if (library === null || examined.findings.some(isBlocking))
    return { status: 'refused', findings: examined.findings, seen };
  const introspection = await introspect(services, library, observer);
  const found = introspectionFindings(introspection, declarations);
  const findings = [...examined.findings, ...found];
  if (introspection.status === 'died' || found.some(isBlocking)) return { status: 'refused', findings, seen };
  const { description } = introspection;
  const described = { library: withSignatures(library, description, declarations), file: examined.file };
  const warmed = await warmUp(services, described, observer);
  if ('finding' in warmed) return { status: 'refused', findings: [...findings, warmed.finding], seen };
  const set: LoadedSet = {
    functions: functionsOf(declarations, description),
    library: warmed.library,
    sources: examined.sources,
    recorded: recordedTexts(services.config, warmed.library, packages),
    findings,
    seen,
    allowNetwork: source.allowNetwork,
    variables: source.variables,
  };
  return { status: 'loaded', set, warmMs: warmed.milliseconds };
}

/** Throws `config-invalid` with everything that blocks. */
export async function loadSet(
  services: FunctionServices,
  source: SetSource,
  observer: SetupObserver,
): Promise<LoadedSet> {
  const loading = await tryToLoad(services, source, observer);
  if (loading.status === 'loaded') return loading.set;
  const blocking = findingsText(loading.findings.filter(isBlocking));
  throw new CoderError(`The functions can't be loaded:\n${blocking}`, { code: 'config-invalid' });
}

/** Where importing leaves threads behind, a fork would lose them: then every process imports the library anew. */
async function warmUp(
  services: FunctionServices,
  { library, file }: { library: FunctionLibrary; file: string },
  observer: SetupObserver,
): Promise<{ library: FunctionLibrary; milliseconds: number } | { finding: FunctionFinding }> {
  const runtime = await services.runtime(observer);
  const warmed = await runtime.warmUp({ library });
  if (warmed.status === 'warm') return { library, milliseconds: warmed.milliseconds };
  runtime.release(library.id);
  if (warmed.status === 'failed')
    return {
      finding: importFailed(file, `The warm interpreter could not import the functions: ${warmed.detail}`),
    };
  const anew = sealLibrary({ ...library, preload: false });
  const second = await runtime.warmUp({ library: anew });
  if (second.status === 'warm') return { library: anew, milliseconds: second.milliseconds };
  runtime.release(anew.id);
  return { finding: importFailed(file, `The functions can't be imported: ${second.detail}`) };
}

function importFailed(file: string, message: string): FunctionFinding {
  const place = { file, line: null, column: null, function: null };
  return { ...place, rule: 'import-failed', severity: 'blocking', message, suggestion: null };
}

/** A program that a model writes is told of what can work there: it has neither network nor variables. */
function withSignatures(
  library: FunctionLibrary,
  { functions }: LibraryDescription,
  declarations: readonly FunctionDeclaration[],
): FunctionLibrary {
  const alone = new Set(
    declarations.flatMap(({ name, network, env }) => (network === false && env.length === 0 ? [name] : [])),
  );
  const signatures = functions.flatMap((found) =>
    found.status === 'found' && alone.has(found.name)
      ? [{ name: found.name, summary: found.summary, ...found.program }]
      : [],
  );
  return sealLibrary({ ...library, signatures });
}

function functionsOf(
  declarations: readonly FunctionDeclaration[],
  { functions }: LibraryDescription,
): Map<string, LoadedFunction> {
  const described = new Map(functions.map((found) => [found.name, found]));
  return new Map(
    declarations.flatMap((declaration) => {
      const found = described.get(declaration.name);
      if (found?.status !== 'found') return [];
      const { name, signature, parameters, result, isAsync, line, file } = found;
      const { network, description } = declaration;
      const shown: PythonFunction = {
        name,
        description: description === null ? found.description : cleanText(description, maxDescription),
        signature,
        parameters,
        result,
        isAsync,
        file: file ?? declaration.file,
        line: line ?? 1,
        network,
      };
      return [[name, { declaration, found: shown }] as const];
    }),
  );
}

function recordedTexts(
  { apiKey, approvalKey }: Pick<Config, 'apiKey' | 'approvalKey'>,
  library: FunctionLibrary,
  packages: Record<string, string>,
): RecordedTexts {
  const writer = new RecordWriter(createRedactor([apiKey, approvalKey]));
  const texts = {
    library: writer.text(canonicalJson(library)),
    packages: writer.text(canonicalJson(packages)),
  };
  return { ...texts, blobs: writer.blobs };
}
