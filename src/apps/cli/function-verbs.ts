import type { Command } from 'commander';
import type { Answer, Session } from './answer.ts';
import {
  addFileOption,
  addFunctionsOption,
  addSharedOptions,
  parseSeconds,
  type SharedFlags,
} from './flags.ts';
import type { FunctionFlags } from './open-declared.ts';
import { usageError } from './usage-error.ts';
import type { CallFlags } from './verbs/functions-call.ts';

type Accept = (flags: SharedFlags, perform: (session: Session) => Promise<Answer>) => void;
type Flags = SharedFlags & FunctionFlags;

const examples = `
Examples:
  python-coder functions validate --functions tools.yaml
  python-coder functions call clean_orders --args '{"currency": "EUR"}'
  python-coder functions call total --args @arguments.json --file sales.csv
  python-coder functions call total --state '{"raw_data": [1, 2]}'
  python-coder functions docs --out docs/functions.md

Without --functions the file is functions.yaml in the current folder.`;

/** Adds `functions` with a verb for each thing that can be done with declared Python functions. */
export function addFunctionVerbs(program: Command, accept: Accept): void {
  const functions = program
    .command('functions')
    .description('work with Python functions that a YAML file declares')
    .usage('<list|validate|schema|call|test|profile|docs|watch> [options]')
    .argument('[what]')
    .allowExcessArguments()
    .addHelpText('after', examples)
    .action((what?: string) => {
      const heard =
        what === undefined ? 'Say what to do with the functions' : `There is no "functions ${what}"`;
      throw usageError(
        `${heard}: python-coder functions list, validate, schema <name>, call <name>, test, profile <name>, docs or watch.`,
      );
    });
  const verb = (usage: string, description: string): Command =>
    addSharedOptions(
      addFunctionsOption(functions.command(usage).description(description), 'file that declares them'),
    );
  addLooking(verb, accept);
  addRunning((usage, description) => addNetworkOption(verb(usage, description)), accept);
}

type AddVerb = (usage: string, description: string) => Command;

function addLooking(verb: AddVerb, accept: Accept): void {
  verb('list', 'print every function with its first sentence').action((flags: Flags) =>
    accept(flags, async (session) => (await import('./verbs/functions-list.ts')).list(flags, session)),
  );
  verb('validate', 'print everything wrong with the declaration and its sources, running nothing').action(
    (flags: Flags) =>
      accept(flags, async (session) =>
        (await import('./verbs/functions-validate.ts')).validate(flags, session),
      ),
  );
  verb('schema <name>', 'print the JSON Schema of what a call takes').action((name: string, flags: Flags) =>
    accept(flags, async (session) =>
      (await import('./verbs/functions-schema.ts')).schema(name, flags, session),
    ),
  );
  verb('docs', 'print Markdown about every function')
    .option('--out <file>', 'write it to this file, replacing it')
    .action((flags: Flags & { out?: string }) =>
      accept(flags, async (session) => (await import('./verbs/functions-docs.ts')).docs(flags, session)),
    );
}

function addRunning(verb: AddVerb, accept: Accept): void {
  addFileOption(
    addArguments(verb('call <name>', 'call one function and print its result as JSON')),
    'file the function may read by its name (repeatable)',
  )
    .option('--state <json>', 'bind the parameters to this state and print the new one')
    .option('--output-dir <dir>', 'folder for the files the function writes')
    .option('--timeout <seconds>', 'longest run, below what is declared', parseSeconds)
    .option('--quiet', 'print only the result and errors')
    .action((name: string, flags: Flags & CallFlags) =>
      accept(flags, async (session) =>
        (await import('./verbs/functions-call.ts')).call(name, flags, session),
      ),
    );
  verb('test [name]', 'call the declared examples, of one function or of all').action(
    (name: string | undefined, flags: Flags) =>
      accept(flags, async (session) =>
        (await import('./verbs/functions-test.ts')).test(name, flags, session),
      ),
  );
  addArguments(verb('profile <name>', 'print time and memory of a function, and its slowest lines')).action(
    (name: string, flags: Flags & { args?: string }) =>
      accept(flags, async (session) =>
        (await import('./verbs/functions-profile.ts')).profile(name, flags, session),
      ),
  );
  verb('watch', 'reload the functions whenever their files change, until it is stopped').action(
    (flags: Flags) =>
      accept(flags, async (session) => (await import('./verbs/functions-watch.ts')).watch(flags, session)),
  );
}

function addArguments(verb: Command): Command {
  return verb.option('--args <json>', 'the arguments as a JSON object, @file, or - for standard input');
}

export function addNetworkOption(verb: Command): Command {
  return verb.option('--allow-network', 'let functions use the network that is declared for them');
}
