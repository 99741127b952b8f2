import { statusCodes } from '../../contracts/outcome-codes.ts';
import { showAgentEvent } from './agent-display.ts';
import type { Answer, Session } from './answer.ts';
import { terminalApprover } from './approval.ts';
import type { Invocation } from './command-line.ts';
import { LiveDisplay } from './live-display.ts';
import { pageOf } from './page.ts';
import type { World } from './world.ts';

/** Performs what was typed, with a coder of its own. A cancelled task is announced only after its coder is gone; every other answer is printed at once. */
export async function perform(
  invocation: Invocation,
  world: World,
  print: (answer: Answer) => void,
): Promise<Answer> {
  await using coder = await world.createCoder(invocation.coder);
  using display = new LiveDisplay(world.stderr, invocation);
  const session: Session = {
    coder,
    observer: { signal: world.signal, onEvent: display.onEvent },
    createFunctions: world.createFunctions,
    stdin: world.stdin,
    approver: terminalApprover(world.stdin, world.stderr),
    settings: invocation.coder,
    onAgentEvent: (event) => showAgentEvent(event, display),
    tell: (rows) => display.tell(rows),
    settle: () => display.settle(),
    say: (text) => display.say(text),
    prompt: (text) => world.stderr.write(pageOf(world.stderr).palette.bold(text)),
    isInteractive: (world.stdin as { isTTY?: boolean }).isTTY === true && world.stderr.isTTY === true,
    onInterrupt: world.onInterrupt,
    stdout: world.stdout,
    hasShown: (text) => display.hasShown(text),
    out: pageOf(world.stdout),
    err: pageOf(world.stderr),
  };
  const answer = await invocation.perform(session);
  display.close();
  if (answer.exitCode !== statusCodes.cancelled.exitCode) print(answer);
  return answer;
}
