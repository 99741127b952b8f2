import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, truncateSync } from 'node:fs';
import { chmod, mkdir } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { program } from '../../helpers/test-coder.ts';

const isRoot = process.getuid?.() === 0;
/** Root may read and write everything; in a user namespace without rights it is an ordinary owner of its files. */
const asOrdinaryUser = isRoot ? ['unshare', '--user', '--map-user=1000', '--map-group=1000'] : [];
const question = 'How many rows are there?';

describe('an input file that can not be used', () => {
  it.each<[string, string | Uint8Array | null, RegExp]>([
    ['missing.csv', null, /missing\.csv" was not found/],
    ['empty.csv', '', /empty\.csv" is empty/],
    ['corrupt.xlsx', 'PK\u0003\u0004 but no workbook', /corrupt\.xlsx" .*(damaged|read|archive|zip)/i],
    ['movie.mp4', '\0\0\0\u0018ftypmp42', /movie\.mp4" is a video, which is not supported/],
    ['secret\u001b[31m.csv', null, /secret�\[31m\.csv" was not found/],
  ])('is named with its problem and ends with 2: %j', async (name, content, words) => {
    await using room = await CommandRoom.open();
    if (content !== null) await room.write(name, content);
    const { exitCode, value, stderr } = await room.askHere([question, '--file', room.path(name)]);
    expect(exitCode).toBe(2);
    expect(value).toMatchObject({ success: false, status: 'input-invalid', code: '' });
    expect(value.error).toMatch(words);
    expect(stderr).toContain('Input refused:');
    expect(room.server.chats).toEqual([]);
  });

  it('may be a folder or too large; both are named at once', async () => {
    await using room = await CommandRoom.open();
    await mkdir(room.path('folder.csv'));
    truncateSync(room.path(await room.write('large.csv', 'a\n')), 3 * 2 ** 20);
    const words = [question, '--file', 'folder.csv', '--file', 'large.csv'];
    const { exitCode, stdout, stderr } = await room.run(words, { env: { PYTHON_CODE_MAX_FILE_SIZE: '2' } });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/folder\.csv" is a folder/);
    expect(stderr).toMatch(/large\.csv" .*2 MiB/);
  });

  it('may be unreadable for this user', async () => {
    await using room = await CommandRoom.open();
    await chmod(room.path(await room.write('locked.csv', 'a\n1\n')), 0o000);
    const { exitCode, stderr } = await room.run([question, '--file', 'locked.csv'], {
      through: asOrdinaryUser,
    });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/locked\.csv" .*permission|may not be read/);
  });
});

describe('a folder without permission', () => {
  it.each(['PYTHON_CODE_EXECUTION_DIR', 'PYTHON_CODE_AUDIT_DIR'])(
    'as %s ends with 2 and what to set',
    async (name) => {
      await using room = await CommandRoom.open();
      await mkdir(room.path('locked'));
      await chmod(room.path('locked'), 0o555);
      const { exitCode, stderr } = await room.run([question, '--file', await room.write('a.csv', 'a\n1\n')], {
        env: { [name]: room.path('locked/new') },
        through: asOrdinaryUser,
      });
      expect(exitCode).toBe(2);
      expect(stderr).toContain('EACCES');
      expect(stderr).toMatch(/Set (executionDir|auditDir) to a folder you may write to/);
    },
  );
});

describe('--json prints exactly one object', () => {
  it.each<[string[], number, object]>([
    [['--unknown-option'], 2, { success: false, error: { code: 'input-invalid' } }],
    [[''], 2, { success: false, error: { code: 'input-invalid' } }],
    [['x', '--config', 'none.yaml'], 2, { success: false, error: { code: 'config-invalid' } }],
    [['x', '--timeout', '0'], 2, { success: false, error: { code: 'input-invalid' } }],
    [['x', '--save-code', 'no/such/folder.py'], 2, { success: false, error: { code: 'input-invalid' } }],
    [['verify', 'none.py'], 2, { success: false, error: { code: 'input-invalid' } }],
    [['describe', 'none.csv'], 2, { success: false, error: { code: 'input-invalid' } }],
  ])('for %j, which is refused', async (words, exitCode, expected) => {
    await using room = await CommandRoom.open();
    const ended = await room.ask(words);
    expect(ended.value).toMatchObject(expected);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });

  it('for a program that fails, with its traceback in the object', async () => {
    await using room = await CommandRoom.open([program('print(1 / 0)')]);
    await room.write('config.yaml', 'model: { review: never }\n');
    const { exitCode, value } = await room.ask(['Fail', '--config', 'config.yaml', '--max-iterations', '1']);
    expect(exitCode).toBe(1);
    expect(value).toMatchObject({ status: 'failed', error: expect.stringContaining('ZeroDivisionError') });
  });

  it('for doctor, with what was found and never the key', async () => {
    await using room = await CommandRoom.open();
    const { exitCode, stdout, value } = await room.ask(['doctor']);
    expect(exitCode).toBe(0);
    expect(value).toMatchObject({
      success: true,
      python: { found: true },
      model: { found: true, name: 'fake-model', server: room.server.baseUrl, chosenBy: 'environment' },
      state: { found: true, folder: room.path('state/python-coder') },
      isolation: { found: true },
    });
    expect(stdout).not.toContain('sk-test-key');
  });

  it('for doctor where the state folder can be changed by others, with the reason and what is off', async () => {
    await using room = await CommandRoom.open();
    await mkdir(room.path('state'));
    await chmod(room.path('state'), 0o777);
    const { exitCode, value } = await room.ask(['doctor']);
    expect(exitCode).toBe(0);
    expect(value.state.found).toBe(false);
    expect(value.state.problem).toMatch(
      /others may change .*state.*\nWithout it no approved code is reused.*\nSet XDG_STATE_HOME/s,
    );
  });
});

describe('verify', () => {
  it.each([
    { script: 'print(sum([1, 2]))\n', exitCode: 0, words: /^a\.py: no issues\n$/ },
    { script: 'import socket\nprint(socket)\n', exitCode: 1, words: /blocking: line 1: .*socket/ },
    { script: 'print(\n', exitCode: 1, words: /blocking: line 2: .*refuses/ },
  ])('ends with $exitCode for $script and asks no model', async ({ script, exitCode, words }) => {
    await using room = await CommandRoom.open();
    const ended = await room.run(['verify', await room.write('a.py', script)]);
    expect(ended.exitCode).toBe(exitCode);
    expect(ended.stdout).toMatch(words);
    expect(room.server.requests).toEqual([]);
  });
});

/** Runs a command with a file system of this size at `full`, which only the command sees. */
function withTinyDisk(kibibytes: number): string[] {
  const mount = `mount -t tmpfs -o size=${kibibytes}k none full && exec "$@"`;
  return ['unshare', isRoot ? '-m' : '-rm', 'sh', '-c', mount, 'sh'];
}

function canMount(): boolean {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'mount-'));
  try {
    mkdirSync(path.join(folder, 'full'));
    const [command = '', ...words] = withTinyDisk(64);
    execFileSync(command, [...words, 'true'], { stdio: 'ignore', cwd: folder });
    return true;
  } catch {
    return process.env.REQUIRE_ALL === '1';
  } finally {
    rmSync(folder, { recursive: true });
  }
}

describe.skipIf(!canMount())('a full disk', () => {
  const writing = program(`open('big.bin', 'wb').write(b'x' * 500_000)\nprint(42)`);

  it.each([
    { folder: 'outputDir', words: /big\.bin could not be written \(ENOSPC/ },
    { folder: 'executionDir', words: /An input file could not be copied \(ENOSPC/ },
    { folder: 'auditDir', words: /audit log in full can't be written \(ENOSPC/ },
  ])('under the $folder ends with 2 and one sentence, without a stack', async ({ folder, words }) => {
    await using room = await CommandRoom.open([writing]);
    await mkdir(room.path('full'));
    await room.write('config.yaml', `${folder}: full\nmodel: { review: never }\n`);
    await room.write('rows.csv', `a,b\n${'1,2\n'.repeat(50_000)}`);
    const ended = await room.run(['Write', '--config', 'config.yaml', '--file', 'rows.csv'], {
      through: withTinyDisk(folder === 'auditDir' ? 4 : 64),
    });
    expect(ended.stderr).toMatch(words);
    expect(ended.exitCode).toBe(2);
    expect(ended.stderr).not.toMatch(/\n {4}at /);
  });
});
