import { Command, CommanderError, Help } from 'commander';
import { packageVersion } from '../../config/package-root.ts';
import { addAgentVerbs } from './agent-verbs.ts';
import type { Answer, Session } from './answer.ts';
import { addApproveVerb } from './approve-verb.ts';
import { addAuditVerbs } from './audit-verbs.ts';
import {
  addFileOption,
  addRunOptions,
  addServerOption,
  addSharedOptions,
  addSkipOption,
  coderOptionsOf,
  type RunFlags,
  type SharedFlags,
  type VerifyFlags,
} from './flags.ts';
import { addFunctionVerbs } from './function-verbs.ts';
import { helpExamples } from './help-examples.ts';
import { addMcpVerb } from './mcp-verb.ts';
import { addRenderVerb } from './render-verb.ts';
import { addServeVerb } from './serve-verb.ts';
import { suggestVerb } from './suggest-verb.ts';
import { usageError } from './usage-error.ts';
import type { DescribeFlags } from './verbs/describe.ts';
import type { DoctorOptions } from './verbs/doctor.ts';
import { addWorkflowVerbs } from './workflow-verbs.ts';
import type { CoderOptions, Terminal } from './world.ts';

/** What was typed, ready to be performed; each verb is loaded only when it is. */
export interface Invocation {
  json: boolean;
  quiet: boolean;
  coder: CoderOptions;
  perform(session: Session): Promise<Answer>;
}

type Accept = (flags: RunFlags, perform: Invocation['perform']) => void;

/** Null when help or the version was asked for and printed; throws `input-invalid` with one sentence for anything that can't be understood. */
export function parseCommandLine(argv: string[], stdout: Terminal): Invocation | null {
  let invocation: Invocation | null = null;
  const program = buildProgram(stdout, (flags, perform) => {
    const { json = false, quiet = false } = flags;
    invocation = { json, quiet, coder: coderOptionsOf(flags), perform };
  });
  try {
    program.parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw usageError(sentenceOf(error));
  }
  return invocation;
}

function buildProgram(stdout: Terminal, accept: Accept): Command {
  const program = new Command('python-coder')
    .description(
      'Answers questions about files with Python that is verified before it runs and isolated while it runs.',
    )
    .usage('[options] <query>\n       python-coder <verb> [options]')
    .version(packageVersion, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand(false)
    .exitOverride()
    .configureOutput({
      writeOut: (text) => stdout.write(text),
      outputError: () => {},
      getOutHelpWidth: () => 80,
      getOutHasColors: () => false,
    })
    .configureHelp({
      visibleOptions: (command) => [
        ...(command.parent ? [] : runVerb.options),
        ...new Help().visibleOptions(command),
      ],
    })
    .addHelpText('after', helpExamples);
  const runVerb = addRunVerb(program, accept);
  addOtherVerbs(program, accept);
  addAgentVerbs(program, accept);
  addApproveVerb(program, accept);
  addAuditVerbs(program, accept);
  addFunctionVerbs(program, accept);
  addWorkflowVerbs(program, accept);
  addRenderVerb(program, accept);
  addMcpVerb(program, accept);
  addServeVerb(program, accept);
  return program;
}

function addRunVerb(program: Command, accept: Accept): Command {
  const verb = program
    .command('run', { isDefault: true })
    .description(
      'answer a question; a first word that is no verb is the question, "-" reads it from standard input',
    )
    .argument('<query>')
    .allowExcessArguments();
  return addRunOptions(verb).action((_query: string, flags: RunFlags, { args }: Command) => {
    if (flags.server !== undefined && (flags.model !== undefined || flags.baseUrl !== undefined))
      throw usageError('--model and --base-url choose a model of this machine, but the service has its own.');
    const explicit = program.args[0] === 'run';
    const query = oneQuery(args, { explicit, verbs: program.commands.map((command) => command.name()) });
    accept(flags, async (session) => (await import('./verbs/run.ts')).run(query, flags, session));
  });
}

function addOtherVerbs(program: Command, accept: Accept): void {
  const verb = (usage: string, description: string): Command =>
    addSharedOptions(program.command(usage).description(description));
  addServerOption(addSkipOption(verb('describe <file...>', 'print what is known about files'))).action(
    (files: string[], flags: SharedFlags & DescribeFlags) =>
      accept(flags, async (session) => (await import('./verbs/describe.ts')).describe(files, flags, session)),
  );
  verb('formats', 'print the file formats that can be read').action((flags: SharedFlags) =>
    accept(flags, async (session) => (await import('./verbs/list-formats.ts')).listFormats(session)),
  );
  addFileOption(
    addServerOption(
      verb('verify <script>', 'print the static findings about a Python script, running nothing'),
    ),
    'file the script reads (repeatable)',
  ).action((script: string, flags: VerifyFlags) =>
    accept(flags, async (session) =>
      (await import('./verbs/verify.ts')).verify(script, flags.file ?? [], session),
    ),
  );
  verb('graph', 'print the graph that answers questions of several steps, as Mermaid').action(
    (flags: SharedFlags) => accept(flags, async () => (await import('./verbs/graph.ts')).graph()),
  );
  addServerOption(verb('doctor', 'print what this machine has and lacks'))
    .option('--verbose', 'also print each forbidden operation that was tried')
    .action((flags: SharedFlags & DoctorOptions) =>
      accept(flags, async (session) => (await import('./verbs/doctor.ts')).doctor(flags, session)),
    );
}

/** Refuses what can only be a slip: a mistyped verb, a verb after options, a question without quotes. */
function oneQuery(words: string[], { verbs, explicit }: { verbs: string[]; explicit: boolean }): string {
  const [query = '', ...rest] = words;
  if (!explicit && verbs.includes(query)) {
    throw usageError(`Write the verb before its options: python-coder ${query} ...`);
  }
  const suggestion = explicit ? null : suggestVerb(query, verbs);
  if (suggestion !== null) {
    throw usageError(`There is no verb "${query}"; did you mean python-coder ${suggestion}?`);
  }
  if (rest.length > 0) {
    throw usageError(
      `The question must be one argument, but "${rest[0]}" follows "${query}": put it in quotes.`,
    );
  }
  return query;
}

/** Commander's own message as one sentence. */
function sentenceOf({ message }: CommanderError): string {
  const text = message.replace(/^error: /, '').replace(/\s*\n\s*/g, ' ');
  const sentence = text.charAt(0).toUpperCase() + text.slice(1);
  return `${sentence.replace(/[.?]?$/, (end) => end || '.')} See python-coder --help.`;
}
