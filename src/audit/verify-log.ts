import path from 'node:path';
import type { Config } from '../config/schema.ts';
import type { AuditProblem, AuditReport } from '../contracts/audit.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import { auditPaths, recordedDays } from './audit-folder.ts';
import { ChainCheck } from './chain-check.ts';
import { readHead } from './head.ts';
import { KeptHead } from './kept-head.ts';
import { readLines } from './read-lines.ts';
import { TextCheck } from './text-check.ts';

const maxProblems = 100;

/** Checks every line, the chain through all of them and every text beside them; tasks may go on writing meanwhile. */
export async function verifyLog(
  place: Pick<Config, 'auditDir' | 'stateDir'>,
  signal: AbortSignal | undefined,
): Promise<AuditReport> {
  const folder = place.auditDir;
  const problems: AuditProblem[] = [];
  let omittedProblems = 0;
  const report = (problem: AuditProblem): void => {
    if (problems.length < maxProblems) problems.push(problem);
    else omittedProblems += 1;
  };
  // The heads come first: what is written from now on is more than they count, never less.
  const heads = { found: await readHead(folder), kept: await new KeptHead(place).read() };
  const chain = new ChainCheck(heads, report);
  const texts = new TextCheck(folder, report);
  const days = recordedDays(folder);
  let records = 0;
  for (const day of days) {
    const file = auditPaths.day(folder, day);
    for await (const line of readLines(file)) {
      throwIfCancelled(signal);
      const place = { file: path.basename(file), day, line: line.number };
      const genuine = chain.take(line, place);
      if (genuine === null) continue;
      records += 1;
      await texts.check(genuine, place);
    }
  }
  chain.finish();
  return {
    intact: problems.length === 0,
    records,
    files: days.length,
    texts: texts.count,
    last: chain.last && { seq: chain.last.seq, sha256: chain.last.sha256 },
    problems,
    omittedProblems,
    notes: [...chain.notes, ...texts.notes],
  };
}
