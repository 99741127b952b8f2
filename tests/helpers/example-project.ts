import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { expect } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';

/** A project of somebody who has the package, the samples and no model, for examples that are to compile and run there. */
export class ExampleProject implements AsyncDisposable {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** Installs this package and what else is named, as it stands in its own `node_modules`. */
  static async open(packages: string[]): Promise<ExampleProject> {
    const project = new ExampleProject(await mkdtemp(path.join(os.tmpdir(), 'examples-')));
    project.#install('python-coder', packageRoot);
    for (const name of ['@types', ...packages])
      project.#install(name, path.join(packageRoot, 'node_modules', name));
    project.add('data/samples', path.join(packageRoot, 'data/samples'));
    project.write('package.json', '{ "type": "module" }');
    project.write('config/python-coder/config.yaml', 'model: { detectLocal: false }\n');
    return project;
  }

  write(name: string, text: string): void {
    const file = path.join(this.folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  add(name: string, folder: string): void {
    cpSync(folder, path.join(this.folder, name), { recursive: true });
  }

  /** Compiles everything with the options of this package, declarations taken as users get them; one fault fails. */
  async compile(): Promise<void> {
    const { compilerOptions } = JSON.parse(await readFile(path.join(packageRoot, 'tsconfig.json'), 'utf8'));
    const { rootDir, outDir, declaration, ...kept } = compilerOptions;
    const options = { ...kept, sourceMap: false, noEmitOnError: true };
    this.write('tsconfig.json', JSON.stringify({ compilerOptions: options }));
    const compiler = path.join(packageRoot, 'node_modules/typescript/bin/tsc');
    const { stdout, exitCode } = await execa(process.execPath, [compiler, '-p', this.folder], {
      reject: false,
    });
    expect([exitCode, stdout]).toEqual([0, '']);
  }

  /** Runs one compiled file with neither the keys nor the settings of who runs the tests. */
  run(file: string, env: Record<string, string> = {}) {
    const { PATH = '', HOME = '', XDG_CACHE_HOME, PYTHON_CODER_PYTHON } = process.env;
    return execa(process.execPath, [file], {
      cwd: this.folder,
      env: {
        PATH,
        HOME,
        XDG_CACHE_HOME,
        PYTHON_CODER_PYTHON,
        XDG_CONFIG_HOME: path.join(this.folder, 'config'),
        XDG_STATE_HOME: path.join(this.folder, 'state'),
        ...env,
      },
      extendEnv: false,
      reject: false,
      stripFinalNewline: false,
    });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await rm(this.folder, { recursive: true, force: true });
  }

  #install(name: string, target: string): void {
    const place = path.join(this.folder, 'node_modules', name);
    mkdirSync(path.dirname(place), { recursive: true });
    symlinkSync(target, place);
  }
}
