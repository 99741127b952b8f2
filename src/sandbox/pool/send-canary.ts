import { z } from 'zod';
import { type Canary, type LayerName, layerNames, type Tier } from '../../contracts/isolation.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { requiredLayers } from '../required-layers.ts';
import { ForkedProcess } from './forked-process.ts';
import type { Zygote } from './zygote.ts';

/** It takes a tenth of a second; the rest is for hosts that are busy with something else. */
const limits = { timeoutSeconds: 30, memoryMiB: 64, outputMiB: 1, diskMiB: 1 };
const maxNamed = 5;

const reportSchema = z.object({
  type: z.literal('canary'),
  attempts: z
    .array(
      z.object({
        name: z.string().max(80),
        layer: z.enum(layerNames),
        answer: z.string().max(40),
        refused: z.boolean(),
      }),
    )
    .min(30)
    .max(200),
});

/** Has the first process of a zygote, locked like every other, try what no program may do; throws `isolation-missing` naming what was not refused. */
export async function sendCanary(zygote: Zygote): Promise<Canary> {
  await using forked = await ForkedProcess.fork(zygote, { pretouch: false, isCanary: true });
  const timer = setTimeout(() => forked.kill(), limits.timeoutSeconds * 1_000);
  try {
    await forked.place([]);
    forked.send({ canary: true, limits });
    const { lastWord } = await forked.ended;
    return judgeCanary(lastWord, zygote);
  } finally {
    clearTimeout(timer);
  }
}

/** What a canary's report proves; `without` names the one layer that a test took away. */
export function judgeCanary(
  frame: unknown,
  { tier, without }: { tier: Tier; without?: LayerName | undefined },
): Canary {
  const report = reportSchema.safeParse(frame);
  if (!report.success) throw fault(tier, 'it gave no report of what it tried');
  const { attempts } = report.data;
  const worked = attempts.filter(({ refused, layer }) => !refused && layer !== without);
  if (worked.length > 0) {
    const named = worked
      .slice(0, maxNamed)
      .map(({ name, layer, answer }) => `"${name}" was not refused by ${layer} (${answer})`);
    const others = worked.length > maxNamed ? `; and ${worked.length - maxNamed} others` : '';
    throw fault(tier, `${named.join('; ')}${others}`);
  }
  const untried = requiredLayers[tier].filter((name) => !attempts.some(({ layer }) => layer === name));
  if (untried.length > 0) throw fault(tier, `it tried nothing that ${untried.join(' or ')} refuses`);
  return {
    tried: attempts.length,
    refused: attempts.filter(({ refused }) => refused).length,
    operations: attempts.map(({ name, layer, answer }) => ({ name, layer, answer })),
  };
}

function fault(tier: Tier, what: string): CoderError {
  return new CoderError(`The canary found tier ${tier} not to hold on this host: ${what}.`, {
    code: 'isolation-missing',
  });
}
