import { type Command, InvalidArgumentError } from 'commander';
import type { Answer, Session } from './answer.ts';
import { addFileOption, addServerOption, addSharedOptions, type SharedFlags } from './flags.ts';
import { usageError } from './usage-error.ts';

type Accept = (flags: SharedFlags, perform: (session: Session) => Promise<Answer>) => void;

interface ListFlags extends SharedFlags {
  limit?: number;
}

interface ReplayFlags extends SharedFlags {
  file?: string[];
}

/** Adds `audit` with a verb for each thing that can be done with the log. */
export function addAuditVerbs(program: Command, accept: Accept): void {
  const audit = program
    .command('audit')
    .description('look into the record of every task: list, show, verify, replay')
    .usage('<list|show|verify|replay> [options]')
    .argument('[what]')
    .allowExcessArguments()
    .action((what?: string) => {
      const heard = what === undefined ? 'Say what to do with the audit log' : `There is no "audit ${what}"`;
      throw usageError(
        `${heard}: python-coder audit list, audit show <id>, audit verify or audit replay <id>.`,
      );
    });
  const verb = (usage: string, description: string): Command =>
    addServerOption(addSharedOptions(audit.command(usage).description(description)));
  verb('list', 'print the newest records')
    .option('--limit <number>', 'how many (20)', parseLimit)
    .action((flags: ListFlags) =>
      accept(flags, async (session) => (await import('./verbs/audit-list.ts')).auditList(flags, session)),
    );
  verb('show <id>', 'print one record: the question, the files, every round, the run').action(
    (id: string, flags: SharedFlags) =>
      accept(flags, async (session) => (await import('./verbs/audit-show.ts')).auditShow(id, session)),
  );
  verb('verify', 'check that nothing in the log was changed, removed, moved or cut off').action(
    (flags: SharedFlags) =>
      accept(flags, async (session) => (await import('./verbs/audit-verify.ts')).auditVerify(session)),
  );
  addFileOption(
    verb('replay <id>', 'run the recorded code or call on the same files again and compare'),
    'unchanged copy of an input that is no longer where it was (repeatable)',
  ).action((id: string, flags: ReplayFlags) =>
    accept(flags, async (session) =>
      (await import('./verbs/audit-replay.ts')).auditReplay(id, flags, session),
    ),
  );
}

function parseLimit(raw: string): number {
  if (/^[1-9]\d{0,3}$/.test(raw)) return Number(raw);
  throw new InvalidArgumentError('It must be a whole number from 1 to 9999.');
}
