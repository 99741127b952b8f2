import { expect, it } from 'vitest';
import { TenantTurns } from '../../../src/apps/http/tasks/tenant-turns.ts';

const never = new AbortController().signal;

/** Tells the order in which tasks come to their turn. */
function waitingRoom(maxWaiting: number) {
  const turns = new TenantTurns({ maxRunning: 1, maxWaiting, tenants: 2 });
  const order: string[] = [];
  const come = (tenant: string, name: string, signal = never) =>
    turns
      .of(tenant)
      .enter(signal)
      .then(() => order.push(name));
  const leave = async () => {
    turns.of('any').leave();
    await Promise.resolve();
    await Promise.resolve();
  };
  return { order, come, leave };
}

it('tenants take turns, whoever came first with however many tasks', async () => {
  const { order, come, leave } = waitingRoom(10);
  await come('a', 'a1');
  const waiting = [come('a', 'a2'), come('a', 'a3'), come('a', 'a4'), come('b', 'b1')];
  for (let left = 0; left < 4; left += 1) await leave();
  await Promise.all(waiting);
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3', 'a4']);
});

it('a tenant that fills its places leaves those of the others free', async () => {
  const { come, order, leave } = waitingRoom(4);
  await come('a', 'a1');
  const waiting = [come('a', 'a2'), come('a', 'a3')];
  await expect(come('a', 'a4')).rejects.toMatchObject({ code: 'busy' });
  waiting.push(come('b', 'b1'));
  for (let left = 0; left < 3; left += 1) await leave();
  await Promise.all(waiting);
  expect(order).toEqual(['a1', 'a2', 'b1', 'a3']);
});

it('a task that is cancelled while it waits gives its place away', async () => {
  const { come, order, leave } = waitingRoom(2);
  const cancellation = new AbortController();
  await come('a', 'a1');
  const cancelled = come('a', 'a2', cancellation.signal);
  cancellation.abort();
  await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
  const waiting = come('a', 'a3');
  await leave();
  await waiting;
  await leave();
  await come('b', 'b1');
  expect(order).toEqual(['a1', 'a3', 'b1']);
});
