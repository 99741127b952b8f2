import { chmod } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';
import { testEnvironment } from '../../helpers/python-environment.ts';
import { program } from '../../helpers/test-coder.ts';

const code = "open('out.txt', 'w').write('x')\nprint(6 * 7)  # the answer";
const question = /then Enter: $/;

/** A room in which every program is asked about. */
async function openRoom(): Promise<CommandRoom> {
  const room = await CommandRoom.open([program(code)]);
  await room.write('config.yaml', 'model: { review: never }\napproval: { policy: always }\n');
  return room;
}

const spawnInTerminal = 'import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))';

/** A command at a real terminal, to which the test types. */
async function startInTerminal(room: CommandRoom, env: Record<string, string> = {}) {
  const { python } = await testEnvironment();
  const words = ['What is it?', '--config', 'config.yaml', '--output-dir', 'out'];
  const command = room.start(words, { through: [python, '-c', spawnInTerminal], stdin: null, env });
  const screen = { text: '', read: 0 };
  command.stdout.on('data', (chunk) => {
    screen.text += chunk;
  });
  const type = (text: string) => command.stdin.write(text);
  return {
    type,
    /** Waits for the next question, answers it, and gives what was shown up to it. */
    async answer(text: string): Promise<string> {
      await expect
        .poll(() => screen.text.slice(screen.read), { timeout: 30_000, interval: 20 })
        .toMatch(question);
      const shown = screen.text.slice(screen.read).replaceAll('\r\n', '\n');
      screen.read = screen.text.length;
      type(text);
      return shown;
    },
    async end() {
      const { exitCode } = await command;
      return { exitCode, rest: screen.text.slice(screen.read).replaceAll('\r\n', '\n') };
    },
  };
}

async function editor(room: CommandRoom, script: string): Promise<Record<string, string>> {
  await room.write('my editor', `#!/bin/sh\n${script}\n`);
  await chmod(room.path('my editor'), 0o755);
  return { EDITOR: `"${room.path('my editor')}" --wait`, VISUAL: '' };
}

describe.skipIf(process.platform !== 'linux')('at a terminal, approval', () => {
  it('shows the program with its risks and runs it once it is given', async () => {
    await using room = await openRoom();
    const terminal = await startInTerminal(room, { NO_COLOR: '1' });
    await terminal.answer('what?\n');
    const help = await terminal.answer('a\n');
    expect(help).toContain('approve  run exactly the code that is shown');
    const { exitCode, rest } = await terminal.end();
    expect(exitCode).toBe(0);
    expect(rest).toMatch(/^42$/m);
    expect(room.auditRecords()).toMatchObject([{ status: 'succeeded' }]);
  });

  it('shows every line of the code, with its number and what it asks for', async () => {
    await using room = await openRoom();
    const terminal = await startInTerminal(room, { NO_COLOR: '1' });
    const shown = await terminal.answer('r\n');
    expect(shown).toContain("line 1: writes 'out.txt'");
    expect(shown).toContain("  1 │ open('out.txt', 'w').write('x')\n  2 │ print(6 * 7)  # the answer\n");
    const { exitCode, rest } = await terminal.end();
    expect(exitCode).toBe(1);
    expect(rest).toContain('Denied: The program was not approved: rejected at the terminal');
    expect(rest).not.toMatch(/^42$/m);
  });

  it('is not given by what was typed before the question', async () => {
    await using room = await openRoom();
    const terminal = await startInTerminal(room);
    terminal.type('a\na\napprove\n');
    await terminal.answer('reject\n');
    expect(await terminal.end()).toMatchObject({ exitCode: 1, rest: expect.stringContaining('Denied') });
  });

  it('takes code that was changed in the editor, after showing it again', async () => {
    await using room = await openRoom();
    const env = await editor(room, `sed -i 's/6 [*] 7/43/' "$2"`);
    const terminal = await startInTerminal(room, { ...env, NO_COLOR: '1' });
    await terminal.answer('e\n');
    expect(await terminal.answer('approve\n')).toContain('  2 │ print(43)  # the answer\n');
    const { exitCode, rest } = await terminal.end();
    expect({ exitCode, is43: /^43$/m.test(rest) }).toEqual({ exitCode: 0, is43: true });
  });

  it('is not offered for edited code that the policy blocks', async () => {
    await using room = await openRoom();
    const env = await editor(room, `echo 'import subprocess' > "$2"`);
    const terminal = await startInTerminal(room, { ...env, NO_COLOR: '1' });
    await terminal.answer('e\n');
    const shown = await terminal.answer('a\n');
    expect(shown).toContain('What was found must be fixed');
    expect(shown).toMatch(/\n\[e\]dit {2}\[r\]eject {2}then Enter: $/);
    await terminal.answer('r\n');
    expect((await terminal.end()).exitCode).toBe(1);
  });

  it('names an editor that is missing or fails, and asks again', async () => {
    await using room = await openRoom();
    const terminal = await startInTerminal(room, { VISUAL: '/nonexistent/editor' });
    await terminal.answer('e\n');
    expect(await terminal.answer('r\n')).toContain(
      'There is no editor "/nonexistent/editor": set VISUAL or EDITOR',
    );
    expect((await terminal.end()).exitCode).toBe(1);
  });

  it('ends with Ctrl-C as cancelled', async () => {
    await using room = await openRoom();
    const terminal = await startInTerminal(room);
    await terminal.answer('\u0003');
    expect(await terminal.end()).toMatchObject({
      exitCode: 130,
      rest: expect.stringContaining('Cancelled.'),
    });
    expect(room.auditRecords()).toMatchObject([{ status: 'cancelled' }]);
  });
});

describe('where nobody can be asked, approval', () => {
  it('is required with a status, an exit code and a request of its own', async () => {
    await using room = await openRoom();
    const { exitCode, stderr, value } = await room.ask(['What is it?', '--config', 'config.yaml']);
    expect(exitCode).toBe(5);
    expect(stderr).toContain('Approval needed: The program was not run');
    expect(stderr).toContain('or accept every program with --approve never');
    expect(value).toMatchObject({ status: 'approval-required', run: null, approvalRequest: { risks: [{}] } });
  });

  it('is not required with --approve never', async () => {
    await using room = await openRoom();
    const words = ['What is it?', '--config', 'config.yaml', '--approve', 'never', '--output-dir', 'out'];
    expect(await room.ask(words)).toMatchObject({ exitCode: 0, value: { result: 42 } });
  });
});
