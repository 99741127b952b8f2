import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type EnvironmentOptions,
  ensurePythonEnvironment,
} from '../../../src/sandbox/environment/ensure-python-environment.ts';
import { findPython } from '../../../src/sandbox/environment/find-python.ts';
import type { RequirementFiles } from '../../../src/sandbox/environment/requirements.ts';

const writeWheel = `
import sys, zipfile
files = {
    "tinydep.py": "answer = 42",
    "tinydep-1.0.dist-info/METADATA": "Metadata-Version: 2.1\\nName: Tiny.Dep\\nVersion: 1.0\\n",
    "tinydep-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\\nGenerator: tests\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
}
record = "tiny_dep-1.0.dist-info/RECORD"
files = {name.replace("tinydep-", "tiny_dep-"): text for name, text in files.items()}
files[record] = "".join(f"{name},,\\n" for name in [*files, record])
with zipfile.ZipFile(sys.argv[1], "w") as wheel:
    for name, text in files.items():
        wheel.writestr(name, text)
`;

/** A folder of its own with a stack of one package that installs from a file, and a search path of its own. */
export class SmallStack implements Disposable {
  readonly folder = mkdtempSync(path.join(os.tmpdir(), 'python-coder-environment-'));
  readonly cacheDir = path.join(this.folder, 'cache');
  readonly commands = path.join(this.folder, 'bin');
  readonly messages: string[] = [];
  readonly requirements: RequirementFiles;

  constructor() {
    mkdirSync(this.commands);
    this.requirements = this.writeRequirements(
      'local',
      `--no-index\n--find-links ${this.folder}\ntiny-dep\n`,
    );
  }

  /** A stack of one package of which no wheel exists but on an index that does not answer. */
  unreachable(): RequirementFiles {
    return this.writeRequirements('remote', '--index-url http://127.0.0.1:9/simple\nnumpy\nsurely-absent\n');
  }

  writeRequirements(name: string, text: string): RequirementFiles {
    const [file, lock] = [path.join(this.folder, `${name}.txt`), path.join(this.folder, `${name}.lock`)];
    writeFileSync(file, text);
    writeFileSync(lock, 'tiny-dep==1.0\n');
    return { file, lock };
  }

  /** Puts a command on the search path that notes each of its starts and becomes `target`. */
  addShim(name: string, target: string): string {
    return this.addScript(name, `exec '${target}' "$@"`);
  }

  addScript(name: string, body: string): string {
    const file = path.join(this.commands, name);
    writeFileSync(file, `#!/bin/sh\necho started >> '${this.folder}/starts'\n${body}\n`);
    chmodSync(file, 0o755);
    return file;
  }

  /** How often a command of the search path was started. */
  get starts(): number {
    const log = path.join(this.folder, 'starts');
    return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').length : 0;
  }

  get environments(): string[] {
    const parent = path.join(this.cacheDir, 'venvs');
    return existsSync(parent) ? readdirSync(parent) : [];
  }

  ensure(options: Partial<EnvironmentOptions> & { path?: string } = {}) {
    return ensurePythonEnvironment({
      config: { cacheDir: this.cacheDir, python: { path: options.path ?? null } },
      requirements: this.requirements,
      onProgress: (message) => this.messages.push(message),
      ...options,
      env: { PATH: this.commands, PIP_RETRIES: '0', PIP_FIND_LINKS: undefined, ...options.env },
    });
  }

  [Symbol.dispose](): void {
    rmSync(this.folder, { recursive: true, force: true, maxRetries: 3 });
  }
}

/** A small stack whose `python3` is the interpreter of this machine. */
export async function smallStack(): Promise<SmallStack> {
  const stack = new SmallStack();
  const { base } = await findPython();
  execFileSync(base, ['-I', '-c', writeWheel, path.join(stack.folder, 'tiny_dep-1.0-py3-none-any.whl')]);
  stack.addShim('python3', base);
  return stack;
}
