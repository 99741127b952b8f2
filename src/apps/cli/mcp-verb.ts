import path from 'node:path';
import { type Command, Option } from 'commander';
import { packageRoot } from '../../config/package-root.ts';
import { approvalModes } from '../../contracts/policies.ts';
import type { Answer, Session } from './answer.ts';
import { addFunctionsOption, collect, type RunFlags } from './flags.ts';
import { addNetworkOption } from './function-verbs.ts';
import { parsePort } from './parse-port.ts';
import type { McpFlags } from './verbs/mcp.ts';

type Accept = (flags: RunFlags, perform: (session: Session) => Promise<Answer>) => void;

type Flags = McpFlags & Pick<RunFlags, 'config' | 'model' | 'baseUrl'>;

const main = JSON.stringify(path.join(packageRoot, 'dist/apps/cli/main.js'));

const examples = `
Configuration of a client that starts the server itself:
  {"mcpServers": {"python-coder": {"command": "node", "args": [${main}, "mcp"]}}}

Over HTTP the endpoint is http://127.0.0.1:<port>/mcp. Without --folder, clients
of that server can name no files of this machine and send small ones along.
Whoever can connect can have programs run: every address but a loopback one
needs a bearer token of at least 32 characters in the variable of --token-env.
With --approve, clients that can show questions ask their user; for others
the task ends without running, unless --approve-by-tool lets their model pass
on what the user said.

Each function that the file of --functions declares is one tool, and programs
may import it: python-coder mcp --functions functions.yaml --watch`;

/** Adds `mcp`, the one verb that goes on until it is stopped. */
export function addMcpVerb(program: Command, accept: Accept): void {
  const verb = program
    .command('mcp')
    .description('serve the tools to MCP clients, on standard input and output or over HTTP')
    .option('--http <port>', 'serve over HTTP on this port; 0 takes a free one', parsePort)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--allow-host <name>', 'further name clients call the server by (repeatable)', collect)
    .option('--token-env <name>', 'variable that holds the bearer token', 'PYTHON_CODER_MCP_TOKEN')
    .option('--folder <dir>', 'folder clients may name files in (repeatable)', collect)
    .option('--output-dir <dir>', 'folder for the files programs write')
    .option('--only-functions', 'offer nothing but these functions')
    .option('--watch', 'take changes of the functions over while clients are connected')
    .addOption(new Option('--approve <when>', 'ask before a program runs').choices(approvalModes))
    .option('--approve-by-tool', "let a client's model pass on the user's decision")
    .option('--model <name>', 'model that writes the code')
    .option('--base-url <url>', 'OpenAI-compatible server of the model')
    .option('--config <file>', 'settings file to use')
    .addHelpText('after', examples);
  addFunctionsOption(verb, 'offer the Python functions this file declares as tools');
  addNetworkOption(verb).action((flags: Flags) =>
    accept({ ...flags, quiet: true }, async (session) =>
      (await import('./verbs/mcp.ts')).mcp(flags, session),
    ),
  );
}
