import path from 'node:path';
import type { FunctionFinding } from '../../contracts/python-functions.ts';
import { copyJson, type JsonProblem } from '../bind/copy-json.ts';
import { showPath } from '../bind/path.ts';
import { asFindings } from './as-findings.ts';
import { type CheckedDeclarations, checkDeclarations } from './check-declarations.ts';
import { findList, isMapping, topKeys } from './find-list.ts';
import type { FunctionDeclaration } from './function-declaration.ts';
import type { Problem } from './problem.ts';
import { readSource } from './read-source.ts';
import { type ReadValue, readYaml } from './read-yaml.ts';

export interface ReadDeclarations {
  /** Those with nothing blocking, in the order of the file. */
  declarations: FunctionDeclaration[];
  /** By line. Everything that is wrong, also that the file can't be read. */
  findings: FunctionFinding[];
  /** As it was named. */
  file: string;
  /** Absolute; what relative paths in the declarations start from. */
  folder: string;
}

export interface ReadDeclarationsOptions {
  /** What a relative name of the file starts from, and relative paths in an object; the current folder unless given. */
  folder?: string | undefined;
  /** What an object is called in findings. */
  name?: string | undefined;
}

const mostValues = 100_000;

/** Reads the YAML file of that name, or an object of the same shape. Never throws for what stands in it. */
export async function readDeclarations(
  source: string | object,
  { folder: base = '.', name = 'functions' }: ReadDeclarationsOptions = {},
): Promise<ReadDeclarations> {
  const isFile = typeof source === 'string';
  const file = isFile ? source : name;
  const folder = isFile ? path.dirname(path.resolve(base, source)) : path.resolve(base);
  const read = isFile ? await readFile(path.resolve(base, source)) : asRead(source);
  const { declarations, problems } = declarationsIn(read, { file, folder });
  return { declarations, findings: asFindings(problems, { ...read, file }), file, folder };
}

function declarationsIn(
  { value, problems, locate }: ReadValue,
  { file, folder }: { file: string; folder: string },
): CheckedDeclarations {
  if (value === undefined) return { declarations: [], problems };
  const copy = copyJson(value, mostValues);
  const unfit = copy.problems.map(copy.isExhausted ? tooMany : notPlain);
  const found = copy.isExhausted ? { list: null, problems: [] } : findList(copy.value);
  const { declarations, problems: faults } =
    found.list !== null
      ? checkDeclarations(found, { file, folder, locate, known: [...problems, ...unfit] })
      : { declarations: [], problems: [] };
  return { declarations, problems: [...problems, ...unfit, ...found.problems, ...faults] };
}

function tooMany({ path: place }: JsonProblem): Problem {
  const message = `It holds more than ${mostValues} values, counting what aliases stand for each time`;
  return { rule: 'yaml-limits', message, suggestion: 'declare less in one file', path: place };
}

function notPlain({ path: place, message }: JsonProblem): Problem {
  const shown = place.length === 0 ? 'It' : showPath(place.slice(-1));
  return { rule: 'wrong-value', message: `${shown} ${message}`, suggestion: null, path: place };
}

async function readFile(file: string): Promise<ReadValue> {
  const source = await readSource(file);
  if ('text' in source) return readYaml(source.text, topKeys);
  const { problem: message, suggestion } = source;
  const problems: Problem[] = [{ rule: 'file-unreadable', message, suggestion, path: [] }];
  return { value: undefined, problems, locate: () => null };
}

/** Of what is not ours at the top of an object only the keys are looked at. */
function asRead(given: object): ReadValue {
  const entries = Object.entries(given).map(([key, value]) => [key, topKeys.includes(key) ? value : null]);
  const value: unknown = isMapping(given) ? Object.fromEntries(entries) : given;
  return { value: value ?? null, problems: [], locate: () => null };
}
