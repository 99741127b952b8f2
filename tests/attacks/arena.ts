import { type ChildProcess, spawn } from 'node:child_process';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer, type Server } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox, type SandboxRun } from '../helpers/sandbox.ts';

export interface Attack {
  name: string;
  /** Sets `breached` to True when the attack worked; a refusal is an exception. The targets are Python names. */
  code: string;
  /** What an observer outside sees when it worked, one of the words of `Arena.damage`; without it only the program can tell. */
  outside?: string;
  /** The run in which it works, which shows that the case can fail; by default the one without any kernel isolation. */
  worksIn?: SandboxRun;
  /** Only tier A promises to stop it. */
  onlyTierA?: true;
  /** The verifier has no rule against it, so that the kernel alone holds it; every other case is rejected before it runs. */
  passesVerifier?: true;
  /** Without isolation only root succeeds. */
  needsRoot?: true;
}

const unisolated: SandboxRun = { tier: 'limits' };
export const unfiltered: SandboxRun = { tier: 'B', without: 'seccomp' };
export const withoutLandlock: SandboxRun = { tier: 'B', without: 'landlock' };

const canary = 'canary-5d1f0c';
const longAgo = new Date('2001-01-01');
const modules = ['mmap', 'os', 'resource', 'socket', 'struct', 'subprocess', 'sys'];
const refusals = 'OSError, ValueError, RuntimeError, ImportError, subprocess.SubprocessError';

/** What programs attack: files, listeners and a process outside of their sandbox, watched from outside. */
export class Arena implements AsyncDisposable {
  readonly #folder: string;
  readonly #servers: Server[] = [];
  readonly #sockets: Socket[] = [];
  #bystander: ChildProcess | null = null;
  #ports = { tcp: 0, tcp6: 0, udp: 0 };
  #connections = 0;
  #datagrams = 0;

  static async open(): Promise<Arena> {
    const arena = new Arena(await mkdtemp(path.join(os.tmpdir(), 'attack-outside-')));
    await arena.#listen();
    return arena;
  }

  private constructor(folder: string) {
    this.#folder = folder;
  }

  /** Runs one attack against fresh targets, by default where it works: what the program claims, and what happened outside. */
  async attack({ code, worksIn = unisolated }: Attack, options: SandboxRun = worksIn) {
    await this.#reset();
    const program = `import ${modules.join(', ')}
${this.#names().join('\n')}
breached = False
try:
    ${code.trim().replaceAll('\n', '\n    ')}
except (${refusals}) as error:
    print(type(error).__name__, error)
print("BREACHED" if breached else "HELD")
`;
    const outcome = await runInSandbox(program, options);
    const claims = /BREACHED|HELD/.exec(outcome.stdout)?.[0] ?? `${outcome.reason} ${outcome.stderr}`;
    return { claims, damage: await this.damage() };
  }

  /** The same by a script, in a folder of its own: in the sandbox, or by the host's own shell. */
  async attackByScript(code: string, where: SandboxRun | 'host') {
    await this.#reset();
    const { python } = await testEnvironment();
    const names = [...this.#names(), `interpreter_folder = ${JSON.stringify(path.dirname(python))}`];
    const script = `${names.map((line) => line.replace(' = ', '=')).join('\n')}\n${code}\n`;
    const { stdout } =
      where === 'host'
        ? await this.#onHost(script)
        : await runInSandbox(script, { ...where, tier: 'A', language: 'shell' });
    return { claims: stdout.includes('BREACHED') ? 'BREACHED' : 'HELD', damage: await this.damage() };
  }

  /** The attack as a model would write it, against fresh targets: with the imports and the names it uses and no others. */
  async program(code: string): Promise<string> {
    await this.#reset();
    const isUsed = (name: string): boolean => new RegExp(`\\b${name}\\b`).test(code);
    const imports = modules.filter(isUsed).map((name) => `import ${name}\n`);
    const names = this.#names().filter((line) => isUsed(line.split(' ')[0] as string));
    return `${imports.join('')}${names.join('\n')}\nbreached = False\n${code.trim()}\nprint("BREACHED" if breached else "HELD")\n`;
  }

  /** Every change an observer outside can see since the attack began. */
  async damage(): Promise<string[]> {
    const seen: string[] = [];
    if (this.#connections > 0) seen.push('connection accepted');
    if (this.#datagrams > 0) seen.push('datagram received');
    if (!this.#bystanderLives()) seen.push('bystander killed');
    else if (os.getPriority(this.#bystander?.pid) !== 0) seen.push('bystander slowed down');
    const names = await readdir(this.#folder);
    const known = ['empty', 'listener.sock', 'secret.txt', 'victim.txt'];
    if (names.some((name) => !known.includes(name))) seen.push('file planted');
    if (!names.includes('empty')) seen.push('folder removed');
    const victim = await stat(path.join(this.#folder, 'victim.txt')).catch(() => null);
    if (victim === null) return [...seen, 'victim removed'];
    if ((victim.mode & 0o777) !== 0o640) seen.push('victim opened to others');
    if (victim.mtimeMs !== longAgo.getTime()) seen.push('victim touched');
    const text = await readFile(path.join(this.#folder, 'victim.txt'), 'utf8');
    if (text !== 'precious') seen.push('victim rewritten');
    return seen;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#bystander?.kill('SIGKILL');
    for (const one of [...this.#servers, ...this.#sockets]) one.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #onHost(script: string): Promise<{ stdout: string }> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'attack-host-'));
    try {
      return await execa('sh', ['-c', script], { cwd: folder, reject: false });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  }

  #names(): string[] {
    const { tcp, tcp6, udp } = this.#ports;
    const text = (name: string, value: string): string => `${name} = ${JSON.stringify(value)}`;
    return [
      text('outside', this.#folder),
      text('secret_file', path.join(this.#folder, 'secret.txt')),
      text('victim', path.join(this.#folder, 'victim.txt')),
      text('unix_socket', path.join(this.#folder, 'listener.sock')),
      text('canary', canary.slice(0, 6)),
      `tcp_port = ${tcp}`,
      `tcp6_port = ${tcp6}`,
      `udp_port = ${udp}`,
      `bystander = ${this.#bystander?.pid}`,
    ];
  }

  async #reset(): Promise<void> {
    for (const name of await readdir(this.#folder)) {
      if (name !== 'listener.sock') await rm(path.join(this.#folder, name), { recursive: true, force: true });
    }
    await mkdir(path.join(this.#folder, 'empty'));
    await writeFile(path.join(this.#folder, 'secret.txt'), canary);
    const victim = path.join(this.#folder, 'victim.txt');
    await writeFile(victim, 'precious', { mode: 0o640 });
    await utimes(victim, longAgo, longAgo);
    if (!this.#bystanderLives() || os.getPriority(this.#bystander?.pid) !== 0) {
      this.#bystander?.kill('SIGKILL');
      this.#bystander = spawn('sleep', ['600'], { env: { PATH: '/usr/bin:/bin', ATTACK_SECRET: canary } });
      await once(this.#bystander, 'spawn');
    }
    this.#connections = 0;
    this.#datagrams = 0;
  }

  #bystanderLives(): boolean {
    return this.#bystander?.exitCode === null && this.#bystander.signalCode === null;
  }

  async #listen(): Promise<void> {
    const count = (): void => {
      this.#connections += 1;
    };
    const serve = async (...where: [number, string] | [string]): Promise<number> => {
      const server = createServer(count).listen(...(where as [number, string]));
      this.#servers.push(server);
      await once(server, 'listening');
      return (server.address() as AddressInfo).port;
    };
    this.#ports.tcp = await serve(0, '127.0.0.1');
    this.#ports.tcp6 = await serve(0, '::1').catch(() => 0);
    await serve(path.join(this.#folder, 'listener.sock'));
    const udp = createSocket('udp4', () => {
      this.#datagrams += 1;
    });
    this.#sockets.push(udp);
    await new Promise<void>((resolve) => udp.bind(0, '127.0.0.1', resolve));
    this.#ports.udp = udp.address().port;
  }
}
