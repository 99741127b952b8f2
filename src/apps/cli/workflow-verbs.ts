import type { Command } from 'commander';
import type { Answer, Session } from './answer.ts';
import { addFileOption, addSharedOptions, type SharedFlags } from './flags.ts';
import { addNetworkOption } from './function-verbs.ts';
import { usageError } from './usage-error.ts';
import type { WorkflowRunFlags } from './verbs/workflow-run.ts';

type Accept = (flags: SharedFlags, perform: (session: Session) => Promise<Answer>) => void;

/** Adds `workflow` with a verb for each thing that can be done with a workflow of declared functions. */
export function addWorkflowVerbs(program: Command, accept: Accept): void {
  const workflow = program
    .command('workflow')
    .description('run graphs of declared Python functions: run, validate, graph')
    .usage('<run|validate|graph> <file> [options]')
    .argument('[what]')
    .allowExcessArguments()
    .action((what?: string) => {
      const heard =
        what === undefined ? 'Say what to do with the workflow' : `There is no "workflow ${what}"`;
      throw usageError(`${heard}: python-coder workflow run <file>, validate <file> or graph <file>.`);
    });
  const verb = (usage: string, description: string): Command =>
    addSharedOptions(workflow.command(usage).description(description));
  addFileOption(
    addNetworkOption(verb('run <workflow>', 'run a workflow and print its last state as JSON')),
    'file the functions may read by its name (repeatable)',
  )
    .option('--state <json>', 'values of the state as a JSON object, @file, or - for standard input')
    .option('--state-file <file>', 'file with values of the state as a JSON object')
    .option('--output-dir <dir>', 'folder for the files the functions write')
    .option('--quiet', 'print only the state and errors')
    .action((file: string, flags: SharedFlags & WorkflowRunFlags) =>
      accept(flags, async (session) =>
        (await import('./verbs/workflow-run.ts')).runWorkflowFile(file, flags, session),
      ),
    );
  verb(
    'validate <workflow>',
    'print everything wrong with a workflow and its functions, running none',
  ).action((file: string, flags: SharedFlags) =>
    accept(flags, async (session) =>
      (await import('./verbs/workflow-validate.ts')).validateWorkflow(file, session),
    ),
  );
  verb('graph <workflow>', 'print the graph of a workflow, as Mermaid').action(
    (file: string, flags: SharedFlags) =>
      accept(flags, async (session) =>
        (await import('./verbs/workflow-graph.ts')).drawWorkflow(file, session),
      ),
  );
}
