import { homedir } from 'node:os';
import path from 'node:path';
import { environmentSecret } from '../../../config/environment-secret.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { ApprovalMode } from '../../../contracts/policies.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';

export interface McpFlags {
  http?: number;
  host: string;
  allowHost?: string[];
  tokenEnv: string;
  folder?: string[];
  outputDir?: string;
  approve?: ApprovalMode;
  approveByTool?: boolean;
}

/** Serves MCP clients until they leave or the process is told to stop; standard output belongs to the protocol. */
export async function mcp(flags: McpFlags, { coder, observer, stdin }: Session): Promise<Answer> {
  const { http: port, host, allowHost = [], tokenEnv, folder, outputDir, approve, approveByTool } = flags;
  const options = {
    coder,
    folders: folder ?? (port === undefined ? defaultFolders() : []),
    outputDir,
    approval: approve,
    approveByTool,
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
