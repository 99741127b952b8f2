import path from 'node:path';
import { readPlacements } from '../bind/read-placements.ts';
import type { RawFunction, RawSet } from './declaration-schema.ts';
import type { FunctionDeclaration, FunctionExample, Position, RetryPolicy } from './function-declaration.ts';

/** What is known of a declaration besides its own words. */
export interface DeclaredIn {
  set: RawSet;
  file: string;
  folder: string;
  position: Position | null;
  positions: Record<string, Position>;
}

/** Fills in what the set says for all, and makes every path absolute. */
export function resolveDeclaration(raw: RawFunction, declaredIn: DeclaredIn): FunctionDeclaration {
  const { set, file, folder, position, positions } = declaredIn;
  const { python_path: pythonPath = ['.'], ...own } = { ...set, ...raw };
  return {
    name: own.name,
    source:
      own.file === undefined
        ? { module: own.module as string }
        : { file: path.resolve(folder, own.file), shown: own.file },
    function: own.function,
    description: own.description ?? null,
    parameters: own.parameters ?? {},
    timeoutSeconds: own.timeout ?? null,
    memoryMiB: own.memory_limit_mb ?? null,
    allowedImports: own.allowed_imports ?? null,
    retry: own.retry === undefined ? null : retryPolicy(own.retry),
    result: own.result === undefined ? [] : readPlacements(own.result).placements,
    pythonPath: pythonPath.map((name) => path.resolve(folder, name)),
    seed: own.seed ?? null,
    network: own.network ?? false,
    env: own.env ?? [],
    requiresPython: own.requires_python ?? null,
    requires: own.requires ?? [],
    examples: (own.examples ?? []).map((example, index) => resolveExample(example, index, folder)),
    file,
    folder,
    position,
    positions,
  };
}

function retryPolicy({ attempts, backoff, on }: NonNullable<RawFunction['retry']>): RetryPolicy {
  const {
    initial,
    factor = 2,
    max = 30,
  } = typeof backoff === 'number'
    ? { initial: backoff, factor: 1, max: backoff }
    : (backoff ?? { initial: 1 });
  return { attempts, initialMs: initial * 1000, factor, maxMs: Math.max(initial, max) * 1000, on };
}

type RawExample = NonNullable<RawFunction['examples']>[number];

function resolveExample(example: RawExample, index: number, folder: string): FunctionExample {
  return {
    name: example.name ?? `example ${index + 1}`,
    arguments: example.arguments,
    expects: expectationOf(example),
    files: (example.files ?? []).map((name) => path.resolve(folder, name)),
  };
}

/** A result of null is one that must come back. */
function expectationOf(example: RawExample): FunctionExample['expects'] {
  if (example.raises !== undefined) return { raises: example.raises };
  return example.result === undefined ? null : { result: example.result };
}
