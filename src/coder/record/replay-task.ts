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
import type { PlacedFile } from '../../files/placed-file.ts';
import { createRedactor } from '../../text/redact.ts';
import { runRecord } from '../../workspace/run-record.ts';
import { setupObserver } from '../../workspace/setup-observer.ts';
import type { TaskFolder } from '../../workspace/task-folders.ts';
import type { CoderServices } from '../coder-services.ts';
import { filesAsGiven, inputPlacements, snapshotInputs } from '../run/snapshot-inputs.ts';
import { changedPackages } from './changed-packages.ts';
import { compareRecorded } from './compare-recorded.ts';
import { compareArtifacts, verdictOn } from './compare-runs.ts';
import { notReplayable } from './not-replayable.ts';
import { recordedLibrary } from './recorded-library.ts';
import { replayInputs } from './replay-inputs.ts';
import { varyingCode } from './varying-code.ts';

const filesNotKept =
  'The task ended otherwise than its last run did, so the files of that run were not kept and are not compared.';

/** What is run again, as it is on record. */
export interface Again {
  record: AuditRecord;
  limits: RunLimits;
  /** The throwaway folder of the replay. */
  folder: TaskFolder;
  options: ReplayOptions;
}

/** Runs the code of a task once more. */
export async function replayTask(coder: CoderServices, again: Again): Promise<AuditReplay> {
  const { record, options } = again;
  const code = await recordedCode(coder, record);
  const library = await sameFunctions(coder, record);
  const files = await sameFiles(coder, again);
  const environment = await coder.environment(setupObserver(options));
  const outcome = await rerun(coder, { ...again, code, library, files });
  const notes = [
    ...(record.python ? await changedPackages(coder.config.auditDir, record.python, environment) : []),
    ...varyingCode(code, record),
  ];
  return compare(coder, { record, outcome, notes });
}

/** The code of the last round that was executed. */
async function recordedCode({ config }: CoderServices, record: AuditRecord): Promise<string> {
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
  const recorded = await recordedLibrary(config.auditDir, record.functions.sources);
  if (recorded.status === 'lost') throw notReplayable(record, recorded.why);
  return recorded.library;
}

/** What the program found in its folder then, member by member. */
async function sameFiles(coder: CoderServices, { record, folder, options }: Again): Promise<PlacedFile[]> {
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

interface Rerun extends Again {
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
    output: await compareRecorded(auditDir, { recorded: record.output, replayed: stdout }),
    result: null,
    artifacts: wereKept ? compareArtifacts(artifacts, outcome.files) : [],
    notes: wereKept ? notes : [...notes, filesNotKept],
    run: runRecord(outcome),
  };
  return { ...replay, verdict: verdictOn(replay) };
}
