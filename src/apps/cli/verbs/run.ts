import type { CodeTaskResult } from '../../../contracts/code-task.ts';
import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ApprovalMode, ReviewPolicy } from '../../../contracts/policies.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { readQuery } from '../read-query.ts';
import { renderAnswer } from '../render-answer.ts';
import { renderFailure } from '../render-failure.ts';
import { renderRecord } from '../render-record.ts';
import { checkSaveTarget, saveCode } from '../save-code.ts';

export interface RunOptions {
  file?: string[];
  context?: string;
  approve?: ApprovalMode;
  review?: ReviewPolicy;
  cache?: boolean;
  outputDir?: string;
  saveCode?: string;
  quiet?: boolean;
  unsafeNoIsolation?: boolean;
  seed?: number;
  skipBadFiles?: boolean;
}

/** Answers one question about files. */
export async function run(query: string, options: RunOptions, session: Session): Promise<Answer> {
  if (options.saveCode !== undefined) await checkSaveTarget(options.saveCode);
  const question = await readQuery(query, { stdin: session.stdin, signal: session.observer.signal });
  const result = await session.coder.executeCodeTask(question, {
    files: options.file ?? [],
    context: options.context,
    outputDir: options.outputDir,
    seed: options.seed,
    review: options.review,
    cache: options.cache === false ? false : undefined,
    approval:
      session.approver === null ? options.approve : { policy: options.approve, ask: session.approver },
    skipBadFiles: options.skipBadFiles,
    ...session.observer,
  });
  const saveProblem = options.saveCode === undefined ? '' : await trySave(options.saveCode, result);
  const exitCode = statusCodes[result.status].exitCode;
  return {
    exitCode: exitCode === 0 && saveProblem !== '' ? errorFaceCodes['input-invalid'].exitCode : exitCode,
    value: result,
    text: result.success ? renderAnswer(result, session.out) : '',
    problem: [unsafeNote(result, options), renderFailure(result, session), approvalHint(result), saveProblem]
      .filter((part) => part !== '')
      .join('\n'),
    notes: renderRecord(
      result,
      options.saveCode !== undefined && saveProblem === '' ? options.saveCode : null,
      session,
    ),
  };
}

/** Not even `--quiet` hides that nothing isolated the program. */
function unsafeNote({ run }: CodeTaskResult, { quiet, unsafeNoIsolation }: RunOptions): string {
  if (!quiet || !unsafeNoIsolation || run?.isolation.tier !== 'limits') return '';
  return 'Warning: nothing isolated the program from this machine (--unsafe-no-isolation).';
}

function approvalHint({ status }: CodeTaskResult): string {
  if (status !== 'approval-required') return '';
  return 'Run the same command in a terminal to be asked, keep the request with --json and decide with "python-coder approve <file>", or accept every program with --approve never.';
}

/** A sentence when the code was not saved, so that the answer itself is never lost for it. */
async function trySave(file: string, { code }: CodeTaskResult): Promise<string> {
  if (code === '') return `No code was written, so ${escapeLine(file)} was not saved.`;
  try {
    await saveCode(file, code);
    return '';
  } catch (cause) {
    return `The code could not be saved as ${escapeLine(file)}: ${escapeLine((cause as Error).message)}`;
  }
}
