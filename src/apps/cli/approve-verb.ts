import type { Command } from 'commander';
import type { Answer, Session } from './answer.ts';
import {
  addFileOption,
  addServerOption,
  addSharedOptions,
  addSkipOption,
  type SharedFlags,
} from './flags.ts';
import type { ApproveOptions } from './verbs/approve.ts';

type ApproveFlags = SharedFlags & ApproveOptions;
type Accept = (flags: ApproveFlags, perform: (session: Session) => Promise<Answer>) => void;

/** Adds `approve`, which answers a request that an earlier command left behind. */
export function addApproveVerb(program: Command, accept: Accept): void {
  const verb = program
    .command('approve <request>')
    .description('decide on a program that waits for an approval, and run it if it is given')
    .option('--yes', 'approve without being asked')
    .option('--reject <reason>', 'refuse without being asked')
    .option('--output-dir <dir>', 'folder for the files the program writes')
    .option('--quiet', 'print only the answer and errors');
  const withFiles = addSkipOption(addFileOption(verb, 'file of the task again (repeatable)'));
  addServerOption(addSharedOptions(withFiles)).action((request: string, flags: ApproveFlags) =>
    accept(flags, async (session) => (await import('./verbs/approve.ts')).approve(request, flags, session)),
  );
}
