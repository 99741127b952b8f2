import type { ApprovalPolicy, Approver } from '../../contracts/approval.ts';
import type { AgentEvent } from '../agent-event.ts';

/** Lets an approver be asked only when its observer has heard everything up to the question: events travel through the graph's stream, questions do not. */
export interface AskedInOrder {
  policy: ApprovalPolicy | undefined;
  /** To be called with every event, after the observer. */
  heard(event: AgentEvent): void;
}

export function askedInOrder(policy: ApprovalPolicy | undefined): AskedInOrder {
  const waiting = new Map<string, PromiseWithResolvers>();
  const question = (mac: string): PromiseWithResolvers => {
    const known = waiting.get(mac) ?? withResolvers();
    waiting.set(mac, known);
    return known;
  };
  const ordered =
    (ask: Approver): Approver =>
    async (request, options) => {
      await question(request.mac).promise;
      waiting.delete(request.mac);
      return ask(request, options);
    };
  return {
    policy: withAsk(policy, ordered),
    heard: (event) => {
      if (event.type === 'task-event' && event.event.type === 'approval-asked')
        question(event.event.request.mac).resolve();
    },
  };
}

function withAsk(
  policy: ApprovalPolicy | undefined,
  ordered: (ask: Approver) => Approver,
): ApprovalPolicy | undefined {
  if (typeof policy === 'function') return ordered(policy);
  return typeof policy === 'object' ? { ...policy, ask: ordered(policy.ask) } : policy;
}

interface PromiseWithResolvers {
  promise: Promise<void>;
  resolve(): void;
}

function withResolvers(): PromiseWithResolvers {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
