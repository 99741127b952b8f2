import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../src/config/package-root.ts';
import { measure, partFiles } from '../../src/sandbox/pool/send-files.ts';
import { testEnvironment } from '../helpers/python-environment.ts';
import { runInSandbox } from '../helpers/sandbox.ts';

const large = Array.from({ length: 100_000 }, (_, at) => `${at},name ${at}\n`).join('');
const small = 'a,b\n1,2\n';

describe.each(['A', 'B'] as const)('a large input in tier %s', (tier) => {
  it('arrives whole beside a small one, and is no output', async () => {
    const run = await runInSandbox(
      'import hashlib\nfor name in ("large.csv", "small.csv"):\n    print(hashlib.sha256(open(name, "rb").read()).hexdigest())',
      { tier, inputs: { 'large.csv': large, 'small.csv': small } },
    );
    const hashes = [large, small].map((text) => createHash('sha256').update(text).digest('hex'));
    expect(run).toMatchObject({ status: 'finished', stdout: `${hashes.join('\n')}\n`, files: [] });
  });

  it("is the program's own file, which it may change", async () => {
    const run = await runInSandbox('open("large.csv", "a").write("more")', {
      tier,
      inputs: { 'large.csv': large },
    });
    expect(run.contents['large.csv']?.toString()).toBe(`${large}more`);
  });
});

it('sends a large input through the connection where the folder of the process is out of reach', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'large-inputs-'));
  try {
    await writeFile(path.join(folder, 'large.csv'), large);
    const file = measure({ name: 'large.csv', path: path.join(folder, 'large.csv') });
    expect(partFiles([file], path.join(folder, 'nowhere'))).toEqual({ sent: [file], copied: [] });
    expect(partFiles([file], folder)).toEqual({ sent: [], copied: [file] });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

/** Mounts a folder for a program where the kernel answers a wish for huge pages with this error, and says how it is mounted. */
const mounting = `import errno, os, sys
sys.path.insert(0, sys.argv[1])
from isolation import filesystem, namespaces
answer, mount = getattr(errno, sys.argv[2], 0), filesystem._mount
def refusing(source, target, kind, flags, options=None):
    if answer and 'huge=' in (options or ''):
        raise OSError(answer, 'refused')
    mount(source, target, kind, flags, options)
filesystem._mount = refusing
namespaces.enter(namespaces.own_proc(), network=False)
mount(None, '/', None, filesystem.MS_PRIVATE | filesystem.MS_REC)
folder = os.path.realpath(sys.argv[3])
filesystem.mount_tmpfs(folder, 1 << 20, 100, namespaces.INNER_ID)
print(next(line.split(' - ')[1].strip() for line in open('/proc/self/mountinfo') if line.split()[4] == folder))`;

describe.runIf(process.platform === 'linux')('the folder of a program', () => {
  const mounted = async (answer: string) => {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'mounted-'));
    const { python } = await testEnvironment();
    const modules = path.join(packageRoot, 'src/python');
    const words = ['-I', '-B', '-c', mounting, modules, answer, folder];
    const { stdout, stderr } = await execa(python, words, { reject: false });
    await rm(folder, { recursive: true });
    return stdout || stderr;
  };

  it('is mounted without huge pages where the kernel has none, with the same limits', async () => {
    expect(await mounted('EINVAL')).toMatch(/^tmpfs tmpfs rw,size=1024k,nr_inodes=100,mode=700/);
  });

  it('is not mounted at all where the kernel refuses the mount itself', async () => {
    expect(await mounted('EPERM')).toContain('refused');
  });
});
