import type { CallToolResult, Client, ElicitResult } from '@modelcontextprotocol/client';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type McpRoom, openRoom, revisions, transports } from './mcp-room.ts';

const code = "with open('report.txt', 'w') as file:\n    file.write('done')\nprint(6 * 7)";
const program = { name: 'execute_python', arguments: { code, purpose: 'The answer.' } };
const approve: ElicitResult = { action: 'accept', content: { decision: 'approve' } };

interface Output {
  status: string;
  output: string;
  error: string | null;
  auditUri: string;
  approvalRequest?: { callId: string };
}

function outputOf(reply: CallToolResult): Output {
  return reply.structuredContent as unknown as Output;
}

function textOf(reply: CallToolResult): string {
  return reply.content.map((block) => (block.type === 'text' ? block.text : '')).join('\n');
}

describe.each(transports)('approval over %s', (transport) => {
  let room: McpRoom;
  beforeAll(async () => {
    room = await openRoom(transport, { approval: 'always' });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  describe.each(revisions)('by a %s client', (revision) => {
    let asking: Client;
    const asked: string[] = [];
    let answer: ElicitResult = approve;
    beforeAll(async () => {
      asking = await room.connect(revision, { capabilities: { elicitation: { form: {} } } });
      asking.setRequestHandler('elicitation/create', ({ params }) => {
        asked.push(params.message);
        return answer;
      });
    });
    afterEach(() => {
      asked.length = 0;
    });

    it('shows the person the whole program, runs it after a yes, and records who was asked', async () => {
      answer = approve;
      const reply = await asking.callTool(program);
      expect(asked).toEqual([expect.stringContaining(code)]);
      expect(asked[0]).toContain('report.txt');
      expect(outputOf(reply)).toMatchObject({ status: 'succeeded', output: '42\n' });
      const [record] = (await asking.readResource({ uri: outputOf(reply).auditUri })).contents;
      expect(JSON.parse((record as { text: string }).text).record.approvals).toMatchObject([
        { outcome: 'approved', approver: 'person asked by MCP client "test client"' },
      ]);
    });

    it('does not give what the approved program wrote the name of a file the client sent', async () => {
      answer = approve;
      const attachments = [{ name: 'report.txt', text: 'mine' }];
      const reply = await asking.callTool({
        name: 'execute_python',
        arguments: { ...program.arguments, files: ['report.txt'], attachments },
      });
      // Without sessions no file outlives its call, so there is no other one a later call could mean.
      const isRemembered = transport === 'stdio' || revision === '2025-11-25';
      expect(outputOf(reply)).toMatchObject({
        status: 'succeeded',
        artifacts: [{ name: isRemembered ? 'report (2).txt' : 'report.txt' }],
      });
    });

    it.each<[string, ElicitResult, object]>([
      [
        'a no',
        { action: 'accept', content: { decision: 'reject', reason: 'not today' } },
        { status: 'denied', error: expect.stringContaining('not today') },
      ],
      ['a refusal to answer', { action: 'decline' }, { status: 'denied' }],
      ['a closed question', { action: 'cancel' }, { status: 'approval-required' }],
    ])('runs nothing after %s', async (_, given, expected) => {
      answer = given;
      const reply = await asking.callTool(program);
      expect(asked).toHaveLength(1);
      expect(reply.isError).toBe(true);
      expect(outputOf(reply)).toMatchObject({ ...expected, output: '' });
    });

    it('asks nobody about a program that can not be shown as it is', async () => {
      answer = approve;
      const reply = await asking.callTool({
        name: 'execute_python',
        arguments: { code: `${'# padding\n'.repeat(2_500)}${code}` },
      });
      expect(asked).toEqual([]);
      expect(outputOf(reply)).toMatchObject({ status: 'approval-required', output: '' });
    });

    it('tells a client that can not ask how a person can approve, and offers its model no way around', async () => {
      const silent = await room.connect(revision);
      const reply = await silent.callTool(program);
      expect(outputOf(reply)).toMatchObject({ status: 'approval-required', output: '' });
      expect(textOf(reply)).toContain('at a terminal: python-coder');
      const { tools } = await silent.listTools();
      expect(tools.map(({ name }) => name)).not.toContain('resume_python');
      const { callId = '' } = outputOf(reply).approvalRequest ?? {};
      await expect(
        silent.callTool({ name: 'resume_python', arguments: { callId, decision: 'approve' } }),
      ).rejects.toThrow('not found');
    });
  });
});

describe('an answer that comes back through a client without sessions', () => {
  let room: McpRoom;
  let client: Client;
  const ask = (params: object = {}) =>
    client.callTool({ ...program, ...params }, { allowInputRequired: true }) as Promise<
      CallToolResult & { requestState?: string; resultType?: string }
    >;

  beforeAll(async () => {
    room = await openRoom('http', { approval: 'always' });
    client = await room.connect('2026-07-28', {
      capabilities: { elicitation: { form: {} } },
      inputRequired: { autoFulfill: false },
    });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  it('counts for the very question it was asked, once', async () => {
    const { requestState = '' } = await ask();
    const answered = { requestState, inputResponses: { approval: approve } };
    expect(outputOf(await ask(answered))).toMatchObject({ status: 'succeeded' });
    expect(textOf(await ask(answered))).toContain('No program waits for this decision');
  });

  it('is refused when the state it carries was changed', async () => {
    const { requestState = '' } = await ask();
    const [version, body = '', mac] = requestState.split('.');
    const state = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'));
    state.p.callId = 'f'.repeat(32);
    const forged = [version, Buffer.from(JSON.stringify(state)).toString('base64url'), mac].join('.');
    await expect(ask({ requestState: forged, inputResponses: { approval: approve } })).rejects.toThrow(
      'Invalid or expired requestState',
    );
  });

  it('runs nothing when no question was asked before', async () => {
    expect(await ask({ inputResponses: { approval: approve } })).toMatchObject({
      resultType: 'input_required',
    });
  });
});

describe.each(transports)('two-step approval over %s', (transport) => {
  let room: McpRoom;
  beforeAll(async () => {
    room = await openRoom(transport, { approval: 'always', approveByTool: true });
  });
  afterAll(() => room[Symbol.asyncDispose]());

  describe.each(revisions)('by a %s client', (revision) => {
    let client: Client;
    const decide = (args: Record<string, unknown>) =>
      client.callTool({ name: 'resume_python', arguments: args });
    const ask = async () => {
      const reply = await client.callTool(program);
      return { text: textOf(reply), callId: outputOf(reply).approvalRequest?.callId ?? '' };
    };
    beforeAll(async () => {
      client = await room.connect(revision);
    });

    it('runs the program once after a yes, and the record names the tool call', async () => {
      const { callId, text } = await ask();
      expect(text).toContain('Only when the user has said yes, call resume_python');
      expect(text).toContain('6 * 7');
      const reply = await decide({ callId, decision: 'approve' });
      expect(outputOf(reply)).toMatchObject({ status: 'succeeded', output: '42\n' });
      const [record] = (await client.readResource({ uri: outputOf(reply).auditUri })).contents;
      expect(JSON.parse((record as { text: string }).text).record.approvals).toMatchObject([
        { callId, outcome: 'approved', approver: 'tool call of MCP client "test client"' },
      ]);
      const again = await decide({ callId, decision: 'approve' });
      expect(again.isError).toBe(true);
      expect(textOf(again)).toContain('No program waits for this decision');
    });

    it('runs nothing after a no', async () => {
      const { callId } = await ask();
      const reply = await decide({ callId, decision: 'reject', reason: 'the user said no' });
      expect(outputOf(reply)).toMatchObject({ status: 'denied', output: '' });
    });
  });
});
