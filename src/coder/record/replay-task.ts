import { findRecord } from '../../audit/read-records.ts';
import { recordedList, recordedText } from '../../audit/recorded-text.ts';
import type { AuditReplay, ReplayOptions } from '../../contracts/audit.ts';
import {
  type AuditFile,
  type AuditRecord,
  auditArtifactSchema,
  auditFileSchema,
} from '../../contracts/audit-record.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import type { RunOutcome } from '../../contracts/runtime.ts';
import { CoderError } from '../../errors/coder-error.ts';
import type { PlacedFile } from '../../files/placed-file.ts';
import { createRedactor } from '../../text/redact.ts';
import { sha256 } from '../../text/sha256.ts';
import { checkLimits } from '../../workspace/check-limits.ts';
import { runRecord } from '../../workspace/run-record.ts';
import { setupObserver } from '../../workspace/setup-observer.ts';
import type { TaskFolder } from '../../workspace/task-folders.ts';
import { newTaskId } from '../../workspace/task-id.ts';
import type { CoderServices } from '../coder-services.ts';
import { filesAsGiven, inputPlacements, snapshotInputs } from '../run/snapshot-inputs.ts';
import { changedPackages } from './changed-packages.ts';
import { compareArtifacts, firstDifference, verdictOn } from './compare-runs.ts';
import { compareTexts } from './compare-texts.ts';
import { recordedLibrary } from './recorded-library.ts';
import { replayInputs } from './replay-inputs.ts';
import { varyingCode } from './varying-code.ts';

const filesNotKept =
  'The task ended otherwise than its last run did, so the files of that run were not kept and are not compared.';

/** Runs the code of a record once more with its files, limits and seed, and compares what both runs gave. */
export async function replayTask(
  coder: CoderServices,
  id: string,
  options: ReplayOptions,
): Promise<AuditReplay> {
  const { record, isGenuine } = await findRecord(coder.config.auditDir, id);
  if (!isGenuine)
    throw notReplayable(record, 'its line in the log was changed, see python-coder audit verify');
  const limits = checkLimits(coder.config, { limits: record.limits, seed: record.seed ?? undefined });
  const code = await recordedCode(coder, record);
  const library = await sameFunctions(coder, record);
  await using folder = await coder.openTaskFolder(newTaskId());
  const files = await sameFiles(coder, record, { folder, options });
  const environment = await coder.environment(setupObserver(options));
  const outcome = await rerun(coder, { record, limits, code, library, files, folder, options });
  const notes = [
    ...(record.python ? await changedPackages(coder.config.auditDir, record.python, environment) : []),
    ...varyingCode(code, record),
  ];
  return compare(coder, { record, outcome, notes });
}

/** The code of the last round that was executed. */
async function recordedCode({ config }: CoderServices, record: AuditRecord): Promise<string> {
  if (record.call !== undefined)
    throw notReplayable(
      record,
      `it is a call of the declared function ${record.call.function}, which can be called again`,
    );
  const round = record.rounds.findLast(({ run }) => run !== null);
  if (round === undefined || record.run === null)
    throw notReplayable(record, `no code was executed in it (it ended as ${record.status})`);
  if (round.code.redacted > 0) throw notReplayable(record, 'a secret in its code was not recorded');
  const code = await recordedText(config.auditDir, round.code);
  if (code === null)
    throw notReplayable(record, 'its code is missing or was changed, see python-coder audit verify');
  return code;
}

async function sameFunctions(
  { config }: CoderServices,
  record: AuditRecord,
): Promise<FunctionLibrary | undefined> {
  if (record.functions === undefined) return undefined;
  const recorded = await recordedLibrary(config.auditDir, record.functions);
  if (recorded.status === 'lost') throw notReplayable(record, recorded.why);
  return recorded.library;
}

interface Place {
  folder: TaskFolder;
  options: ReplayOptions;
}

/** What the program found in its folder then, member by member. */
async function sameFiles(
  coder: CoderServices,
  record: AuditRecord,
  { folder, options }: Place,
): Promise<PlacedFile[]> {
  const parse = (entry: unknown): AuditFile => auditFileSchema.parse(entry);
  const recorded = await recordedList(coder.config.auditDir, record.files, parse);
  if (recorded === null) throw notReplayable(record, 'its list of files is missing or was changed');
  const { files = [], signal } = options;
  const inputs = await replayInputs(recorded, { files, signal });
  if (inputs.length === 0) return [];
  const prepared =
    record.described === false
      ? await filesAsGiven(coder, inputs, { folder, signal })
      : await snapshotInputs(coder, inputs, { folder, observer: setupObserver(options) });
  const now = new Map(prepared.map((file) => [file.name, file.sha256]));
  const used = recorded.filter(({ use }) => use !== 'unusable');
  const other = used.find(({ name, sha256: hash }) => now.get(name) !== hash);
  if (other !== undefined || used.length !== prepared.length)
    throw notReplayable(
      record,
      `the files come out differently now, for example "${other?.name ?? 'a new one'}"`,
    );
  return prepared;
}

interface Rerun extends Place {
  record: AuditRecord;
  limits: RunLimits;
  code: string;
  library: FunctionLibrary | undefined;
  files: readonly PlacedFile[];
}

/** Whoever can write to the log could have put any code there, so it is never run as our own. */
async function rerun(
  coder: CoderServices,
  { record, limits, code, library, files, folder, options }: Rerun,
): Promise<RunOutcome> {
  const runtime = await coder.runtime(setupObserver(options));
  return runtime.run({
    code,
    language: record.language,
    origin: 'untrusted',
    inputs: inputPlacements(files),
    library,
    limits,
    seed: record.seed ?? undefined,
    runDir: await folder.newRunDir(),
    signal: options.signal,
  });
}

async function compare(
  coder: CoderServices,
  { record, outcome, notes }: { record: AuditRecord; outcome: RunOutcome; notes: string[] },
): Promise<AuditReplay> {
  const { auditDir, apiKey, approvalKey } = coder.config;
  const wereKept = record.status === 'succeeded' || record.status === record.run?.status;
  const stdout = createRedactor([apiKey, approvalKey])(outcome.stdout).text;
  const artifacts = await recordedList(auditDir, record.artifacts, (entry) =>
    auditArtifactSchema.parse(entry),
  );
  if (artifacts === null) throw notReplayable(record, 'its list of artifacts is missing or was changed');
  const replay = {
    auditId: record.auditId,
    status: { recorded: record.run?.status ?? '', replayed: outcome.status },
    output: await compareOutput(record, stdout, auditDir),
    artifacts: wereKept ? compareArtifacts(artifacts, outcome.files) : [],
    notes: wereKept ? notes : [...notes, filesNotKept],
    run: runRecord(outcome),
  };
  return { ...replay, verdict: verdictOn(replay) };
}

/** By the hash where the recorded text is lost. */
async function compareOutput(
  { output }: AuditRecord,
  stdout: string,
  auditDir: string,
): Promise<AuditReplay['output']> {
  if (sha256(stdout) === output.sha256) return { comparison: 'same', difference: null };
  const recorded = await recordedText(auditDir, output);
  return {
    comparison: recorded === null ? 'different' : compareTexts(recorded, stdout),
    difference: firstDifference(recorded, stdout),
  };
}

function notReplayable({ auditId }: AuditRecord, reason: string): CoderError {
  return new CoderError(`The task ${auditId} can't be replayed: ${reason}.`, { code: 'input-invalid' });
}
