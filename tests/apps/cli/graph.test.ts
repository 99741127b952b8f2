import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';

describe('python-coder graph', () => {
  it('prints the graph that runs, as Mermaid, and nothing else', async () => {
    await using room = await CommandRoom.open();
    const { stdout, stderr, exitCode } = await room.run(['graph']);
    expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
    expect(stdout).toContain('graph TD;');
    for (const edge of [
      'begin --> plan;',
      'select_tool -.-> python_coder;',
      'select_tool -.-> reason;',
      'python_coder -.-> approval;',
      'python_coder -.-> plan;',
      'give_answer --> __end__;',
    ]) {
      expect(stdout).toContain(edge);
    }
  });

  it('prints one object with --json', async () => {
    await using room = await CommandRoom.open();
    const { stdout } = await room.run(['graph', '--json']);
    expect(JSON.parse(stdout)).toEqual({ success: true, mermaid: expect.stringContaining('graph TD;') });
  });
});
