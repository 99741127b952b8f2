import { spawn } from 'node:child_process';
import { pino } from 'pino';
import { createPythonCoder } from '../../../coder/create-python-coder.ts';
import { environmentText } from '../../../config/environment-text.ts';
import { loadConfig } from '../../../config/load-config.ts';
import type { Config } from '../../../config/schema.ts';
import { statusCodes } from '../../../contracts/outcome-codes.ts';
import type { PythonCoder } from '../../../contracts/python-coder.ts';
import { CoderError } from '../../../errors/coder-error.ts';
import { userKey } from '../../../filesystem/user-key.ts';
import { serveHttp } from '../../http/serve-http.ts';
import type { Answer, Session } from '../answer.ts';
import { escapeLine } from '../escape-terminal.ts';
import { usageError } from '../usage-error.ts';

const levels = ['debug', 'info', 'warn', 'error', 'silent'] as const;

export interface ServeFlags {
  host: string;
  port: number;
  allowHost?: string[];
  open?: boolean;
  log?: string;
}

/** Serves clients until the process is told to stop; what it logs goes to standard error. */
export async function serve(flags: ServeFlags, { observer, settings }: Session): Promise<Answer> {
  const { host, port, allowHost = [], log, open = false } = flags;
  const config = loadConfig({ file: settings.configFile, overrides: settings.config ?? {} });
  const usual = process.stderr.isTTY ? 'warn' : 'info';
  const level = levels.find((name) => name === (log ?? usual));
  if (level === undefined) throw usageError(`--log takes one of: ${levels.join(', ')}.`);
  const approvalKey = config.approvalKey ?? (await keptKey(config));
  await using coder = createPythonCoder({ ...settings, config: { ...settings.config, approvalKey } });
  await serveHttp({
    coder,
    config,
    tokens: environmentText(config.service.tokensEnv),
    host,
    port,
    allowedHosts: allowHost,
    logger: pino({ level, redact: ['req.headers.authorization'] }, pino.destination({ dest: 2, sync: true })),
    signal: observer.signal,
    onListening: (url) => {
      process.stderr.write(`${escapeLine(`Serving on ${url}`)}\n`);
      if (open) openInBrowser(url);
      void warmUp(coder);
    },
  });
  return { exitCode: statusCodes.succeeded.exitCode, value: {}, text: '', problem: '', notes: '' };
}

/** A key that the next start has too, so that programs that wait can be decided then; null where this user has no folder for it. */
async function keptKey({ stateDir }: Pick<Config, 'stateDir'>): Promise<string | null> {
  try {
    return (await userKey(stateDir, 'approvals of the service')).toString('hex');
  } catch (error) {
    if (error instanceof CoderError && error.code === 'config-invalid') return null;
    throw error;
  }
}

/** Has interpreters wait for the first client instead of the other way round; what is missing is told to whoever needs it. */
async function warmUp(coder: PythonCoder): Promise<void> {
  await Promise.allSettled([coder.diagnose(), coder.templates.render('')]);
}

/** A machine without a browser only misses the convenience. */
function openInBrowser(url: string): void {
  const command = { darwin: 'open', win32: 'explorer' }[process.platform as string] ?? 'xdg-open';
  spawn(command, [url], { stdio: 'ignore', detached: true })
    .once('error', () => undefined)
    .unref();
}
