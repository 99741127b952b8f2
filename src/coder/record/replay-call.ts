import { z } from 'zod';
import { canonicalJson } from '../../audit/canonical-json.ts';
import { recordedList, recordedText } from '../../audit/recorded-text.ts';
import type { AuditReplay, ComparedText } from '../../contracts/audit.ts';
import { type AuditRecord, auditArtifactSchema, auditFileSchema } from '../../contracts/audit-record.ts';
import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { InputPlacement, RunOutcome } from '../../contracts/runtime.ts';
import { parseJson } from '../../text/parse-json.ts';
import { createRedactor } from '../../text/redact.ts';
import { callProgram } from '../../workspace/calling/call-program.ts';
import { placeFiles } from '../../workspace/calling/place-files.ts';
import { type Outcome, readOutcome } from '../../workspace/calling/read-outcome.ts';
import { runRecord } from '../../workspace/run-record.ts';
import { setupObserver } from '../../workspace/setup-observer.ts';
import type { CoderServices } from '../coder-services.ts';
import { changedPackages } from './changed-packages.ts';
import { compareRecorded } from './compare-recorded.ts';
import { compareArtifacts, verdictOn } from './compare-runs.ts';
import { notReplayable } from './not-replayable.ts';
import { recordedLibrary } from './recorded-library.ts';
import { replayInputs } from './replay-inputs.ts';
import type { Again } from './replay-task.ts';
import { varyingCode } from './varying-code.ts';

interface AgainCalled extends Again {
  call: NonNullable<AuditRecord['call']>;
}

/** Calls the function once more, from its sources as they were, and compares it with the last attempt that is on record. */
export async function replayCall(coder: CoderServices, again: AgainCalled): Promise<AuditReplay> {
  const { record, call, options } = again;
  refuse(again);
  const library = await sameSources(coder, again);
  const values = await sameArguments(coder, again);
  const runDir = await again.folder.newRunDir();
  const inputs = await sameFiles(coder, again, runDir);
  const runtime = await coder.runtime(setupObserver(options));
  const run = await runtime.run({
    ...callProgram({ function: call.function, arguments: values, secret: [] }),
    inputs,
    library,
    limits: again.limits,
    seed: record.seed ?? undefined,
    runDir,
    signal: options.signal,
  });
  const environment = await coder.environment(setupObserver(options));
  const notes = [
    ...(record.python ? await changedPackages(coder.config.auditDir, record.python, environment) : []),
    ...varyingCode(Object.values(library.files).join('\n'), record),
  ];
  return await compare(coder, again, { run, notes });
}

/** What no record can give back. */
function refuse({ record, call: { network, environment } }: AgainCalled): void {
  if (record.run === null)
    throw notReplayable(record, `no process came to its end in it (it ended as ${record.status})`);
  if (network !== null)
    throw notReplayable(record, 'it was given network, and what came from there is not on record');
  if (environment.length > 0)
    throw notReplayable(
      record,
      `it was given ${environment.join(', ')} of the environment, which is not on record`,
    );
}

async function sameSources(coder: CoderServices, { record, call }: AgainCalled): Promise<FunctionLibrary> {
  const recorded = await recordedLibrary(coder.config.auditDir, call.library);
  if (recorded.status === 'lost') throw notReplayable(record, recorded.why);
  return recorded.library;
}

async function sameArguments(
  { config }: CoderServices,
  { record, call }: AgainCalled,
): Promise<Record<string, unknown>> {
  if (call.arguments.redacted > 0) throw notReplayable(record, 'a secret in its arguments was not recorded');
  const text = await recordedText(config.auditDir, call.arguments);
  const values = z.looseObject({}).safeParse(text === null ? null : parseJson(text));
  if (values.success) return values.data;
  throw notReplayable(record, 'its arguments are missing or were changed, see python-coder audit verify');
}

/** What the function found in its folder then. */
async function sameFiles(
  { config }: CoderServices,
  { record, options: { files = [], signal } }: AgainCalled,
  runDir: string,
): Promise<InputPlacement[]> {
  const recorded = await recordedList(config.auditDir, record.files, (file) => auditFileSchema.parse(file));
  if (recorded === null) throw notReplayable(record, 'its list of files is missing or was changed');
  const inputs = await replayInputs(recorded, { files, signal });
  const { maxFileSizeMiB } = config;
  const { placements, records } = await placeFiles(inputs, { folder: runDir, maxFileSizeMiB, signal });
  const other = records.find(({ sha256 }, index) => sha256 !== recorded[index]?.sha256);
  if (other !== undefined) throw notReplayable(record, `the file "${other.name}" changed meanwhile`);
  return placements;
}

interface Ended {
  run: RunOutcome;
  notes: string[];
}

async function compare(
  { config: { auditDir, apiKey, approvalKey } }: CoderServices,
  { record, call }: AgainCalled,
  { run, notes }: Ended,
): Promise<AuditReplay> {
  const { outcome, files } = readOutcome(run);
  const safe = createRedactor([apiKey, approvalKey]);
  const artifacts = await recordedList(auditDir, record.artifacts, (one) => auditArtifactSchema.parse(one));
  if (artifacts === null) throw notReplayable(record, 'its list of artifacts is missing or was changed');
  const replay = {
    auditId: record.auditId,
    status: { recorded: recordedEnd(record, call), replayed: endOf(outcome) },
    output: await compareRecorded(auditDir, { recorded: record.output, replayed: safe(run.stdout).text }),
    result: await compareResults(auditDir, { call, outcome, safe: (text) => safe(text).text }),
    artifacts: compareArtifacts(artifacts, files),
    notes,
    run: runRecord(run),
  };
  return { ...replay, verdict: verdictOn(replay) };
}

interface Results {
  call: AgainCalled['call'];
  outcome: Outcome;
  safe(text: string): string;
}

/** Null where either call gave none, which their ends tell. */
async function compareResults(
  auditDir: string,
  { call, outcome, safe }: Results,
): Promise<ComparedText | null> {
  if (call.result === null || outcome.status !== 'succeeded') return null;
  const replayed = safe(canonicalJson(outcome.result));
  return await compareRecorded(auditDir, { recorded: call.result, replayed, inLines });
}

/** What was shortened or blacked out may be no JSON any more. */
function inLines(text: string): string {
  const value = parseJson(text);
  return value === null ? text : JSON.stringify(value, null, 2);
}

function recordedEnd({ status }: AuditRecord, { attempts }: AgainCalled['call']): string {
  return withException(status, attempts.at(-1)?.exception ?? null);
}

function endOf({ status, raised }: Outcome): string {
  return withException(status, raised?.type ?? null);
}

function withException(status: string, exception: string | null): string {
  return exception === null ? status : `${status} (${exception})`;
}
