import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import { createPythonCoder } from '../dist/coder/create-python-coder.js';

const run = promisify(execFile);
const tests = path.join(import.meta.dirname, '../tests');
const script = path.join(import.meta.dirname, 'verification_references.py');

/**
 * How often the reference check finds the wrong name that ends a run: programs that run on real files, each again with one of
 * the names in it misspelt; and how often it blames one that runs.
 */
export async function benchReferences({ verifier, options, python }) {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'references-'));
  try {
    const files = await describedFiles(folder, python);
    const names = namesOf(files);
    const written = await programs('good');
    const original = await ends(python, folder, written);
    const running = written.filter((_, at) => original[at] === null);
    const changed = running.flatMap((code) => misspelt(code, names));
    const changedEnds = await ends(
      python,
      folder,
      changed.map(({ code }) => code),
    );
    const ended = changed.filter((_, at) => changedEnds[at] !== null);
    const byName = changed.filter((_, at) => nameErrors.has(changedEnds[at]));
    const harmless = [
      ...running,
      ...changed.filter((_, at) => changedEnds[at] === null).map(({ code }) => code),
    ];
    const blame = (code) => referenceIssues(verifier.verify(code, { ...options, files }));
    const isFound = ({ code, wrong }) => blame(code).some(({ message }) => message.includes(`'${wrong}'`));
    const isSuggested = ({ code, right }) =>
      blame(code).some(({ message }) => message.includes(`did you mean '${right}'?`));
    return [
      row('programs of the corpus that run', written, (code) => running.includes(code)),
      row('misspelt names that end a run, found', ended, isFound),
      row('of these with KeyError or FileNotFoundError, found', byName, isFound),
      row('misspelt names that end a run, the right one suggested', ended, isSuggested),
      row('programs that run, blamed', harmless, (code) => blame(code).length > 0),
      ...(await recordedRows(verifier, options)),
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const nameErrors = new Set(['KeyError', 'FileNotFoundError']);

/** Every name that a description shows, as the program writes it. */
function namesOf(files) {
  const named = (parts) => (parts ?? []).map((part) => part.name ?? part.path);
  return new Set(
    files.flatMap((file) => [
      file.name,
      ...[file.columns, file.keys, file.datasets, file.members].flatMap(named),
      ...(file.sheets ?? []).flatMap((sheet) => [sheet.name, ...named(sheet.columns)]),
      ...(file.tables ?? []).flatMap((table) => [table.name, ...named(table.fields)]),
    ]),
  );
}

/** The program once for each quoted name in it, with its second letter left out. */
function misspelt(code, names) {
  return [...code.matchAll(/(['"])([^'"\n]{3,})\1/g)]
    .filter(([, , right]) => names.has(right))
    .map(({ 2: right, index }) => {
      const wrong = right[0] + right.slice(2);
      const at = index + 1;
      return { right, wrong, code: code.slice(0, at) + wrong + code.slice(at + right.length) };
    });
}

/** The recorded first programs that were sent back, and the last ones, which answered. */
async function recordedRows(verifier, options) {
  const folder = path.join(tests, 'recorded');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.json'));
  const recordings = await Promise.all(
    names.map(async (name) => JSON.parse(await readFile(path.join(folder, name), 'utf8'))),
  );
  const isBlamed =
    (program) =>
    ({ brief, ...recording }) =>
      referenceIssues(verifier.verify(recording[program], { ...options, files: brief.files })).length > 0;
  const broken = recordings.filter((recording) => recording.broken !== undefined);
  return [
    row('recorded programs that were sent back, blamed', broken, isBlamed('broken')),
    row('recorded programs that answered, blamed', recordings, isBlamed('code')),
  ];
}

function referenceIssues({ issues }) {
  return issues.filter(({ source }) => source === 'columns');
}

async function describedFiles(folder, python) {
  const { stdout } = await run(python, ['-I', '-W', 'ignore', script, 'make', folder]);
  const coder = createPythonCoder({ model: null });
  try {
    return await coder.describeFiles(JSON.parse(stdout).map((name) => path.join(folder, name)));
  } finally {
    await coder[Symbol.asyncDispose]();
  }
}

async function programs(kind) {
  const corpus = path.join(tests, `verification/corpus/${kind}-references.yaml`);
  return parse(await readFile(corpus, 'utf8')).map(({ code }) => code);
}

/** How each program ends: null where it runs, else its exception. */
async function ends(python, folder, codes) {
  const running = run(python, ['-I', '-W', 'ignore', script, 'run', folder]);
  running.child.stdin.end(JSON.stringify(codes));
  return JSON.parse((await running).stdout);
}

function row(rule, programs, isCounted) {
  const found = programs.filter(isCounted).length;
  const percent = Math.round((10_000 * found) / programs.length) / 100;
  return { measure: 'references', rule, found, of: programs.length, percent };
}
