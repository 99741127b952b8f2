import { type Command, InvalidArgumentError } from 'commander';
import { type Route, routes } from '../../agents/router/routes.ts';
import type { Answer, Session } from './answer.ts';
import {
  addFileOption,
  addFunctionsOption,
  addServerOption,
  addSharedOptions,
  parseApproval,
  parseSeconds,
  parseToolCalls,
  type RunFlags,
} from './flags.ts';
import { addNetworkOption } from './function-verbs.ts';
import type { AskOptions } from './verbs/ask.ts';
import type { ChatOptions } from './verbs/chat.ts';

type AskFlags = RunFlags & AskOptions;
type ChatFlags = RunFlags & ChatOptions;
type Accept = (flags: RunFlags, perform: (session: Session) => Promise<Answer>) => void;

/** Adds the verbs that let agents work: `ask` for one query, `chat` for a conversation. */
export function addAgentVerbs(program: Command, accept: Accept): void {
  const ask = addAgentOptions(
    program.command('ask <query>').description('answer any query: in words, with tools, or by a plan'),
  );
  ask
    .option('--way <route>', `take this way instead of the router's: ${routes.join(', ')}`, parseRoute)
    .option('--quiet', 'print only the answer and errors')
    .action((query: string, flags: AskFlags) =>
      accept(flags, async (session) => (await import('./verbs/ask.ts')).ask(query, flags, session)),
    );
  addAgentOptions(program.command('chat').description('talk about files; type /help inside'))
    .option('--thread <name>', 'go on with this conversation, or begin it')
    .option('--checkpoints <place>', 'SQLite file or PostgreSQL URL that keeps conversations')
    .action((flags: ChatFlags) =>
      accept(flags, async (session) => (await import('./verbs/chat.ts')).chat(flags, session)),
    );
}

function addAgentOptions(verb: Command): Command {
  addFileOption(verb, 'file to talk about (repeatable)')
    .option('--model <name>', 'model that thinks and writes the code')
    .option('--base-url <url>', 'OpenAI-compatible server of the model')
    .option('--tool-calls <how>', 'how the model calls tools: auto, native, text', parseToolCalls)
    .option('--tool-dialect <name>', 'form of calls that are text, such as hermes')
    .option('--output-dir <dir>', 'folder for the files the programs write')
    .option('--approve <when>', 'ask before a program runs: never, when-risky, always', parseApproval)
    .option('--timeout <seconds>', 'longest run of a program', parseSeconds);
  addFunctionsOption(verb, 'let it call the Python functions this file declares');
  return addServerOption(addSharedOptions(addNetworkOption(verb)));
}

function parseRoute(raw: string): Route {
  const way = routes.find((name) => name === raw);
  if (way !== undefined) return way;
  throw new InvalidArgumentError(`It must be ${routes.join(', ')}.`);
}
