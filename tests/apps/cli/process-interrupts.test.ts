import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { held } from '../../helpers/fake-openai-server.ts';
import { descendantsOf, type ProcessEntry, survivorsOf } from '../../helpers/processes.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { program } from '../../helpers/test-coder.ts';

/** Holds so much memory that its process is known from outside, and never ends. */
const endless = program(`data = b'x' * (200 << 20)\nprint('started', flush=True)\nwhile data: pass`);
const control = '\u001b[?25';
const words = ['Wait', '--config', 'config.yaml'];

/** A room without review, so that one reply is one program. */
async function openRoom(replies: Parameters<typeof CommandRoom.open>[0]): Promise<CommandRoom> {
  const room = await CommandRoom.open(replies);
  await room.write('config.yaml', 'model: { review: never }\n');
  return room;
}

/** All processes below a command, once the endless program is one of them. */
async function runningBelow(pid: number | undefined): Promise<ProcessEntry[]> {
  await expect
    .poll(() => descendantsOf(pid ?? 0).some(({ residentMiB }) => residentMiB > 200), {
      timeout: 30_000,
      interval: 20,
    })
    .toBe(true);
  return descendantsOf(pid ?? 0);
}

describe.skipIf(process.platform !== 'linux')('a command that is interrupted', () => {
  it.each(['SIGINT', 'SIGTERM'] as const)(
    'by %s while the model thinks ends with 130 at once',
    async (signal) => {
      const slow = held();
      await using room = await openRoom([slow.reply]);
      const command = room.start(words);
      await slow.arrived;
      const below = descendantsOf(command.pid ?? 0);
      command.kill(signal);
      const ended = await command;
      expect(ended).toMatchObject({ exitCode: 130, stdout: '' });
      expect(ended.stderr).toContain('Cancelled.');
      expect(survivorsOf(below)).toEqual([]);
      expect(room.auditRecords()).toMatchObject([{ status: 'cancelled' }]);
    },
  );

  it('while the program runs kills it, leaves no process and ends with 130', async () => {
    await using room = await openRoom([endless]);
    const command = room.start([...words, '--json']);
    const below = await runningBelow(command.pid);
    command.kill('SIGINT');
    const ended = await command;
    expect(survivorsOf(below)).toEqual([]);
    expect(ended.exitCode).toBe(130);
    expect(JSON.parse(ended.stdout)).toMatchObject({ success: false, status: 'cancelled' });
  });

  it('by Ctrl-C at a terminal behaves the same, and the cursor comes back', async () => {
    await using room = await openRoom([endless]);
    const { python } = await testEnvironment();
    const spawnInTerminal =
      'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';
    const command = room.start(words, { through: [python, '-c', spawnInTerminal], stdin: null });
    let shown = '';
    command.stdout.on('data', (chunk) => {
      shown += chunk;
    });
    const below = await runningBelow(command.pid);
    await expect.poll(() => shown, { timeout: 10_000 }).toMatch(/Running the program .*started/);
    command.stdin.end('\u0003');
    const ended = await command;
    expect(ended.exitCode).toBe(130);
    expect(shown.slice(shown.lastIndexOf(control))).toMatch(/^.{5}h/s);
    expect(survivorsOf(below)).toEqual([]);
  });

  it.each([[['test']], [['profile', 'wait']]])(
    'while functions %j calls one ends with 130 at once',
    async (verb) => {
      await using room = await openRoom([]);
      const source = `def wait() -> int:\n    data = b'x' * (200 << 20)\n    while data: pass\n    return 1\n`;
      const declared =
        '{name: wait, file: slow.py, function: wait, timeout: 600, examples: [{arguments: {}}]}';
      await room.write('slow.py', source);
      await room.write('functions.yaml', `functions:\n  - ${declared}\n`);
      const command = room.start(['functions', ...verb]);
      const below = await runningBelow(command.pid);
      command.kill('SIGINT');
      expect(await command).toMatchObject({ exitCode: 130, stdout: '', stderr: 'Cancelled.\n' });
      expect(survivorsOf(below)).toEqual([]);
      expect(room.auditRecords()).toMatchObject([{ status: 'cancelled' }]);
    },
  );

  it('by SIGKILL takes every process with it, and the next command sweeps its folder away', async () => {
    await using room = await openRoom([endless, program('print(6 * 7)')]);
    const command = room.start(words);
    const below = await runningBelow(command.pid);
    expect(below.length).toBeGreaterThan(1);
    command.kill('SIGKILL');
    expect(await command).toMatchObject({ signal: 'SIGKILL' });
    await expect.poll(() => survivorsOf(below), { timeout: 10_000, interval: 20 }).toEqual([]);
    expect(room.leftovers()).not.toEqual([]);
    expect(await room.ask(words)).toMatchObject({ exitCode: 0, value: { result: 42 } });
  });

  it('by the loss of its terminal ends with everything below it', async () => {
    await using room = await openRoom([endless]);
    // Gives the command a terminal that is not its controlling one, so that no signal tells of its end.
    const throughLostTerminal = `import os, pty, subprocess, sys
master, slave = pty.openpty()
command = subprocess.Popen(sys.argv[1:], stdin=slave, stdout=slave, stderr=slave)
os.close(slave)
shown = b""
while b"started" not in shown:
    shown += os.read(master, 4096)
os.close(master)
command.wait(20)
print("ended")`;
    const ended = await room.run(words, {
      through: [(await testEnvironment()).python, '-c', throughLostTerminal],
    });
    expect(ended).toMatchObject({ exitCode: 0, stdout: 'ended\n' });
    await expect.poll(() => room.leftovers(), { timeout: 10_000, interval: 20 }).toEqual([]);
  });

  it('whose reader left ends quietly, as if everything had been read', async () => {
    await using room = await openRoom([program('print("x" * 500_000)')]);
    const command = room.start(words);
    command.stdout.destroy();
    const ended = await command;
    expect(ended.exitCode).toBe(0);
    expect(ended.stderr).not.toMatch(/EPIPE|Error|at /);
  });
});
