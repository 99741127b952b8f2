import { homedir } from 'node:os';
import path from 'node:path';
import { environmentSecret } from '../../../config/environment-secret.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ApprovalMode } from '../../../contracts/policies.ts';
import type { PythonFunctions } from '../../../tools/create-python-functions.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { usageError } from '../usage-error.ts';

export interface McpFlags extends FunctionFlags {
  http?: number;
  host: string;
  allowHost?: string[];
  tokenEnv: string;
  folder?: string[];
  approve?: ApprovalMode;
  approveByTool?: boolean;
  onlyFunctions?: boolean;
  watch?: boolean;
}

/** Serves MCP clients until they leave or the process is told to stop; standard output belongs to the protocol. */
export async function mcp(flags: McpFlags, session: Session): Promise<Answer> {
  const { coder, observer, stdin } = session;
  const { http: port, host, allowHost = [], tokenEnv, folder, outputDir, approve, approveByTool } = flags;
  await using functions = await declaredFunctions(flags, session);
  const options = {
    coder,
    folders: folder ?? (port === undefined ? defaultFolders() : []),
    outputDir,
    approval: approve,
    approveByTool,
    functions: functions ?? undefined,
    onlyFunctions: flags.onlyFunctions,
    watchFunctions: flags.watch,
    signal: observer.signal,
    onError: tellProblem,
  };
  if (port === undefined) {
    const { serveOverStdio } = await import('../../mcp/serve-over-stdio.ts');
    await serveOverStdio(options, { stdin, stdout: process.stdout });
  } else {
    const { serveOverHttp } = await import('../../mcp/serve-over-http.ts');
    await serveOverHttp(options, {
      host,
      port,
      allowedHosts: allowHost,
      token: environmentSecret(tokenEnv),
      onListening: (url) => tell(`Serving MCP on ${url}`),
    });
  }
  return { exitCode: statusCodes.succeeded.exitCode, value: {}, text: '', problem: '', notes: '' };
}

/** Null when no file is named; what only makes sense with one is then a slip. */
async function declaredFunctions(flags: McpFlags, session: Session): Promise<PythonFunctions | null> {
  if (flags.functions !== undefined) return openDeclared(flags, session);
  const needing = { '--only-functions': flags.onlyFunctions, '--watch': flags.watch };
  const [given] = Object.entries(needing).find(([, isGiven]) => isGiven === true) ?? [];
  if (given !== undefined)
    throw usageError(`${given} needs the functions: name their file with --functions.`);
  return null;
}

/** Where the client started the server, unless that is everything a person has. */
function defaultFolders(): string[] {
  const folder = process.cwd();
  if (folder !== homedir() && folder !== path.parse(folder).root) return [folder];
  tell(`No folder may be read, because the server was started in ${folder}; name one with --folder.`);
  return [];
}

function tellProblem(error: Error): void {
  tell(`problem: ${error.message}`);
}

function tell(text: string): void {
  process.stderr.write(`${escapeLine(text)}\n`);
}
