import type { ApprovalRequest, ResumeDecision } from '../contracts/approval.ts';
import type { Artifact, CodeTaskResult } from '../contracts/code-task.ts';
import type { ExecuteCodeOptions, PythonCoder, ResumeOptions } from '../contracts/python-coder.ts';
import type { HeldProject } from '../projects/held-project.ts';
import type { Project } from '../projects/project.ts';
import type { Taken } from '../projects/take-changes.ts';

type Chosen = 'files' | 'describe' | 'skipBadFiles' | 'outputDir';
export type ExecuteInProjectOptions = Omit<ExecuteCodeOptions, Chosen>;

/** What became of a run in a project. Artifacts of the result are the files that the project kept, and their paths lead into it. */
export interface ProjectRun extends Taken {
  result: CodeTaskResult;
}

/** Runs code on all files of a project, while nobody else changes it, and brings what the run wrote and removed back into it. */
export async function executeInProject(
  coder: PythonCoder,
  project: Project,
  { code, ...options }: ExecuteInProjectOptions & { code: string },
): Promise<ProjectRun> {
  await using held = await project.hold(options.signal);
  const given = { files: await held.inputs(), describe: false, outputDir: await held.staging() };
  return await takeBack(held, await coder.executeCode(code, { ...options, ...given }));
}

/** The same for code that was asked about before; see `Approvals.resume`. A file that changed meanwhile refuses it. */
export async function resumeInProject(
  coder: PythonCoder,
  project: Project,
  {
    request,
    decision,
    ...options
  }: Omit<ResumeOptions, 'files' | 'skipBadFiles' | 'outputDir'> & {
    request: ApprovalRequest;
    decision: ResumeDecision;
  },
): Promise<ProjectRun> {
  await using held = await project.hold(options.signal);
  const given = { files: await held.inputs(), outputDir: await held.staging() };
  return await takeBack(held, await coder.approvals.resume(request, decision, { ...options, ...given }));
}

async function takeBack(held: HeldProject, result: CodeTaskResult): Promise<ProjectRun> {
  const { run, artifacts } = result;
  const made = artifacts.filter(({ fullOutput }) => !fullOutput);
  const taken = await held.take({
    made,
    removed: run?.removedInputs ?? [],
    complete: run?.leftBehind.length === 0,
  });
  const notKept = [
    ...taken.notKept,
    ...artifacts.filter(({ fullOutput }) => fullOutput).map(notOfTheProgram),
  ];
  const warnings = [
    ...result.warnings,
    ...notKept.map(({ name, reason }) => `Not kept in the project: ${name}: ${reason}`),
    ...taken.notRemoved.map((name) => `Not removed from the project: ${name}: ${somethingLost}`),
  ];
  const kept = new Set(taken.kept);
  const inPlace = made
    .filter(({ name }) => kept.has(name))
    .map((artifact) => ({ ...artifact, path: held.pathOf(artifact.name) }));
  return { ...taken, notKept, result: { ...result, artifacts: inPlace, warnings } };
}

const somethingLost = 'not every file of the run could be kept.';

function notOfTheProgram({ name }: Artifact): { name: string; reason: string } {
  const reason = 'It is the whole output, which was cut: have the program write it to a file of its own.';
  return { name, reason };
}
