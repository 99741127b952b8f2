import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { FileDescription } from '../../src/contracts/file-description.ts';
import { matchTemplate } from '../../src/templates/match-template.ts';
import { prepareSamples } from './prepare-samples.ts';
import { answeredQuestions, described, scenarioQuestions, tables } from './questions.ts';
import { type GivenFile, runPrograms } from './run-programs.ts';

const printProcessor = `
import json, threadpoolctl, scipy.linalg
from numpy._core import _multiarray_umath as core
kernels = sorted({one['architecture'] for one in threadpoolctl.threadpool_info() if one['internal_api'] == 'openblas'})
print(json.dumps({'kernels': kernels, 'wide': [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]]}))`;
const printWideSets = 'from numpy._core._multiarray_umath import __cpu_dispatch__ as sets; print(*sets)';

interface ProgramSet {
  programs: string[];
  files: GivenFile[];
}

const hasFraction = (text: string): boolean => /\d\.\d/.test(text);

/** What the templates answer with fractions elsewhere in these tests, each set with the files its programs read. */
async function programSets(): Promise<ProgramSet[]> {
  const scenarios = scenarioQuestions('scenario-answers.txt').filter(({ expected }) => hasFraction(expected));
  await using samples = await prepareSamples([
    ...new Set(scenarios.flatMap(({ names }) => names.split('+'))),
  ]);
  const filesOf = (names: string) => names.split('+').flatMap((name) => samples.filesOf(name));
  const codeFor = (query: string, files: readonly FileDescription[]) =>
    matchTemplate(query, files)?.code ?? '';
  return [
    {
      programs: answeredQuestions()
        .filter(({ printed }) => hasFraction(printed))
        .map(({ query, names }) => codeFor(query, described(names))),
      files: Object.values(tables),
    },
    {
      programs: scenarios.map(({ query, names }) =>
        codeFor(
          query,
          filesOf(names).map(({ description }) => description),
        ),
      ),
      files: scenarios
        .flatMap(({ names }) => filesOf(names))
        .flatMap(({ description, path }) =>
          path === null ? [] : [{ description, content: readFileSync(path) }],
        ),
    },
  ];
}

/** What every program of a set prints once the interpreter has said what it computes with. */
async function printedOn(environment: Record<string, string>, { programs, files }: ProgramSet) {
  const [processor, ...printed] = await runPrograms(
    [printProcessor, ...new Set(programs)],
    files,
    environment,
  );
  return { processor: JSON.parse(processor?.output ?? ''), printed };
}

it.runIf(process.arch === 'x64')(
  'a template prints the same on every processor, whatever its vectors and its matrix kernels',
  async () => {
    const [sets] = await runPrograms([printWideSets], []);
    const narrow = { NPY_DISABLE_CPU_FEATURES: sets?.output.trim() ?? '' };
    for (const set of await programSets()) {
      const usual = await printedOn({}, set);
      const old = await printedOn({ OPENBLAS_CORETYPE: 'Prescott', ...narrow }, set);
      expect(old.processor.wide).toEqual([]);
      expect(old.processor.kernels).not.toEqual(usual.processor.kernels);
      expect(usual.printed.filter(({ error }) => error !== null)).toEqual([]);
      expect(old.printed).toEqual(usual.printed);
    }
  },
  240_000,
);
