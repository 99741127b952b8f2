import path from 'node:path';
import { AIMessage } from '@langchain/core/messages';
import { execa } from 'execa';
import { fakeModel } from 'langchain';
import { expect, it } from 'vitest';
import { openCheckpoints } from '../../../src/agents/checkpoints.ts';
import { createReactAgent } from '../../../src/agents/react/react-agent.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { program, testCoder } from '../../helpers/test-coder.ts';

it('lets another process go on with a conversation whose process was killed in the middle of a call', async () => {
  const code = "print(open('in.txt').read() + open('out.txt').read())";
  await using host = await testCoder(scriptedModel([program(code)]), { model: { review: 'never' } });
  const file = await host.file('in.txt', 'given ');
  const checkpoints = path.join(host.folder, 'threads.sqlite');
  const use = {
    folder: path.join(host.folder, 'killed'),
    checkpoints,
    thread: 'one',
    files: [file],
    programs: [
      "open('out.txt', 'w').write('written')\nprint('done')",
      "import time\nprint('up', flush=True)\ntime.sleep(60)",
    ],
  };
  const script = path.join(import.meta.dirname, 'react-user.mjs');
  const child = execa(process.execPath, [script, JSON.stringify(use)], { reject: false });
  child.stdout.once('data', () => child.kill('SIGKILL'));
  expect(await child).toMatchObject({ signal: 'SIGKILL' });

  await using kept = await openCheckpoints(checkpoints);
  const call = { name: 'python_coder', args: { query: 'Read both', files: ['in.txt', 'out.txt'] }, id: 'x' };
  const model = fakeModel().respondWithTools([call]).respond(new AIMessage('given written'));
  const agent = createReactAgent({ model, coder: host.coder, checkpointer: kept.saver });
  const conversation = await agent.open('one');
  expect(conversation.files).toEqual(['in.txt', 'out.txt']);
  const turn = await conversation.send('And now?');
  expect(turn).toMatchObject({ text: 'given written', calls: [{ reply: { status: 'succeeded' } }] });
  expect(turn.calls[0]?.reply.text).toContain('given written');
  const told = model.calls[0]?.messages.slice(-3).map(({ type, text }) => `${type}: ${text.slice(0, 12)}`);
  expect(told?.slice(1)).toEqual(['tool: Status: lost', 'human: And now?']);
  expect(model.calls[0]?.messages.filter(({ type }) => type === 'human').map(({ text }) => text)).toEqual([
    'Part 0\n\nFiles added: "in.txt"',
    'Part 1',
    'And now?',
  ]);
}, 60_000);
