import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { loadConfig } from '../dist/config/load-config.js';
import { ensurePythonEnvironment } from '../dist/sandbox/environment/ensure-python-environment.js';
import { importableModules } from '../dist/verification/importable-modules.js';
import { createStaticVerifier } from '../dist/verification/verify-statically.js';
import { interleave, quantile, round } from './measure.mjs';
import { falseFindings, recall } from './verification-figures.mjs';
import { benchReferences } from './verification-references.mjs';

const run = promisify(execFile);
const root = path.join(import.meta.dirname, '..');
const programFolder = path.join(root, 'tests/verification/programs');
const lineCounts = [50, 300, 2_000];

/** Recall on bad snippets, malicious programs and wrong names, false positives on harmless programs, and the time of a verdict. */
export async function benchVerification({ perSource = 100, rounds = 20 } = {}) {
  const environment = await ensurePythonEnvironment({ config: loadConfig() });
  const verifier = await createStaticVerifier();
  const options = { pythonVersion: environment.version, packages: environment.packages, files: [] };
  const verify = (code) => verifier.verify(code, options);
  const bad = await corpus('bad-snippets.yaml');
  const malicious = await corpus('malicious-snippets.yaml');
  const own = await ownPrograms();
  const shipped = await shippedPrograms(environment, perSource);
  return [
    ...rowsOf('recall', recall(bad, verify)),
    ...rowsOf('recall, malicious programs', recall(malicious, verify)),
    ...rowsOf('false findings, programs of libraries', falseFindings(shipped, verify)),
    ...rowsOf('false findings, own programs', falseFindings(own, verify)),
    ...(await benchReferences({ verifier, options, python: environment.python })),
    ...(await times(own, { verify, rounds })),
  ];
}

async function corpus(name) {
  return parse(await readFile(path.join(root, 'tests/verification/corpus', name), 'utf8'));
}

function rowsOf(measure, { total, byRule }) {
  const row = (rule, { found, of }) => ({
    measure,
    rule,
    found,
    of,
    percent: Math.round((10_000 * found) / of) / 100,
  });
  return [row('all', total), ...Object.entries(byRule).map(([rule, figures]) => row(rule, figures))];
}

async function ownPrograms() {
  const names = (await readdir(programFolder)).sort();
  const read = async (name) => ({ name, code: await readFile(path.join(programFolder, name), 'utf8') });
  return Promise.all(names.map(read));
}

async function shippedPrograms({ python, packages }, limit) {
  const collecting = run(
    python,
    ['-I', '-W', 'ignore', path.join(import.meta.dirname, 'verification_corpus.py')],
    {
      maxBuffer: 1e9,
    },
  );
  const modules = importableModules(packages).map(({ module }) => module);
  collecting.child.stdin.end(JSON.stringify({ modules, limit, files: 60 }));
  return JSON.parse((await collecting).stdout).programs;
}

/** Warm verdicts on real code of three lengths. */
async function times(programs, { verify, rounds }) {
  const lines = programs.flatMap(({ code }) => code.replace(/^from __future__.*\n/gm, '').split('\n'));
  while (lines.length < Math.max(...lineCounts)) lines.push(...lines);
  const sources = Object.fromEntries(lineCounts.map((count) => [count, wholeBlocks(lines, count)]));
  const actions = Object.fromEntries(
    lineCounts.map((count) => [`${count}`, () => verify(sources[count]).stages.includes('lint')]),
  );
  const { samples, failures } = await interleave(actions, rounds);
  return lineCounts.map((count) => ({
    measure: 'time',
    lines: sources[count].split('\n').length,
    medianMs: round(quantile(samples[count], 0.5)),
    p95Ms: round(quantile(samples[count], 0.95)),
    failures: failures[count],
  }));
}

/** The first lines, up to where a statement at the left margin begins. */
function wholeBlocks(lines, count) {
  let end = count;
  while (end < lines.length && !/^(?:import|from)\b/.test(lines[end])) end += 1;
  return lines.slice(0, end).join('\n');
}
