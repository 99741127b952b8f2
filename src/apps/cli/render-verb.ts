import type { Command } from 'commander';
import type { Answer, Session } from './answer.ts';
import { addSharedOptions, type SharedFlags } from './flags.ts';
import type { RenderFlags } from './verbs/render.ts';

type Accept = (flags: SharedFlags, perform: (session: Session) => Promise<Answer>) => void;

const examples = `
Examples:
  python-coder render mail.j2 --vars customer.json > mail.txt
  python-coder render mail.j2 --set name=Ada --set city=London
  python-coder render mail.j2 --validate`;

/** Adds `render`, for Jinja templates. */
export function addRenderVerb(program: Command, accept: Accept): void {
  const verb = program
    .command('render <template>')
    .description('print the text of a Jinja template, "-" for one on standard input')
    .option('--vars <json>', 'file with the variables as JSON, or the JSON itself')
    .option('--set <name=text>', 'one variable (repeatable)', collect)
    .option('--lenient', 'let names that nothing gives be empty text')
    .option('--validate', 'print what is wrong with it and what it needs, rendering nothing')
    .addHelpText('after', examples);
  addSharedOptions(verb).action((template: string, flags: SharedFlags & RenderFlags) =>
    accept(flags, async (session) => (await import('./verbs/render.ts')).render(template, flags, session)),
  );
}

function collect(value: string, values: string[] = []): string[] {
  return [...values, value];
}
