import { type ChildProcess, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

export interface Finished {
  exitCode: number | null;
  stdout: string;
  stderr: string;
}

/** A fresh clone in small: the real scripts, a package whose only dependency is the compiler (linked, so that nothing is downloaded), one source. */
export class Checkout implements Disposable {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'python-coder-checkout-'));

  constructor() {
    cpSync(path.join(root, 'scripts'), path.join(this.folder, 'scripts'), { recursive: true });
    this.write('package.json', JSON.stringify(manifest));
    this.write('package-lock.json', JSON.stringify(lock));
    this.write('tsconfig.json', JSON.stringify(tsconfig));
    this.write(
      'compiler/package.json',
      JSON.stringify({ name: 'typescript', version: '1.0.0', type: 'module' }),
    );
    this.write(
      'compiler/bin/tsc',
      `import ${JSON.stringify(path.join(root, 'node_modules/typescript/lib/tsc.js'))};`,
    );
    this.write('src/apps/cli/main.ts', 'console.log(JSON.stringify(process.argv.slice(2)));');
  }

  write(name: string, text: string): void {
    const file = this.path(name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  path(name: string): string {
    return path.join(this.folder, name);
  }

  spawn(script: string, ...args: string[]): ChildProcess {
    const env = { ...process.env, npm_execpath: '', npm_config_update_notifier: 'false' };
    const command = [path.join('scripts', script), ...args];
    return spawn(process.execPath, command, { cwd: this.folder, env, detached: true });
  }

  run(script: string, ...args: string[]): Promise<Finished> {
    return finished(this.spawn(script, ...args));
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

export function finished(child: ChildProcess): Promise<Finished> {
  const out = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk) => {
    out.stdout += chunk;
  });
  child.stderr?.on('data', (chunk) => {
    out.stderr += chunk;
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (exitCode) => resolve({ exitCode, ...out }));
  });
}

const manifest = {
  name: 'small',
  version: '1.0.0',
  type: 'module',
  engines: { node: '>=20.19' },
  devDependencies: { typescript: 'file:compiler' },
};

const lock = {
  name: 'small',
  version: '1.0.0',
  lockfileVersion: 3,
  requires: true,
  packages: {
    '': manifest,
    compiler: { name: 'typescript', version: '1.0.0', dev: true },
    'node_modules/typescript': { resolved: 'compiler', link: true },
  },
};

const tsconfig = {
  compilerOptions: {
    target: 'es2023',
    module: 'nodenext',
    rootDir: 'src',
    outDir: 'dist',
    types: ['node'],
    typeRoots: [path.join(root, 'node_modules/@types')],
    rewriteRelativeImportExtensions: true,
  },
  include: ['src'],
};
