import type { Command } from 'commander';
import type { Answer, Session } from './answer.ts';
import { collect, type RunFlags } from './flags.ts';
import { parsePort } from './parse-port.ts';
import type { ServeFlags } from './verbs/serve.ts';

type Accept = (flags: RunFlags, perform: (session: Session) => Promise<Answer>) => void;

type Flags = ServeFlags & Pick<RunFlags, 'config' | 'model' | 'baseUrl'>;

const notes = `
The page is at the address that is printed, the API below /api, its description
at /openapi.json and /docs. A loopback address needs no token. Every other
address does: put the tokens into the variable that service.tokensEnv names,
  PYTHON_CODER_TOKENS="alice=$(openssl rand -hex 32) bob=$(openssl rand -hex 32)"
Each name is a tenant with files, tasks and projects of its own.

  python-coder serve --open
  python-coder serve --host 0.0.0.0 --port 8080 --allow-host tools.example.org

SIGTERM or Ctrl-C stops it: no new task begins, those at work may end.`;

/** Adds `serve`, which goes on until it is stopped. */
export function addServeVerb(program: Command, accept: Accept): void {
  program
    .command('serve')
    .description('serve the page and the HTTP API')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', parsePort, 8720)
    .option('--allow-host <name>', 'further name clients call the service by (repeatable)', collect)
    .option('--open', 'open the page in the browser')
    .option('--log <level>', 'what is logged on standard error as JSON: debug, info, warn, error or silent')
    .option('--model <name>', 'model that writes the code')
    .option('--base-url <url>', 'OpenAI-compatible server of the model')
    .option('--config <file>', 'settings file to use')
    .addHelpText('after', notes)
    .action((flags: Flags) =>
      accept({ ...flags, quiet: true, server: null }, async (session) =>
        (await import('./verbs/serve.ts')).serve(flags, session),
      ),
    );
}
