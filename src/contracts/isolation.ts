import { z } from 'zod';

export const layerNames = [
  'namespaces',
  'filesystem',
  'landlock',
  'seccomp',
  'capabilities',
  'rlimits',
  'cgroup',
] as const;

/** `A` all kernel layers, `B` no user namespaces, `limits` resource limits alone (only for code this package wrote). */
export const tiers = ['A', 'B', 'limits'] as const;

const layerSchema = z.strictObject({
  active: z.boolean(),
  detail: z.string().max(300).describe('what was achieved, or the reason it is missing'),
});

export const isolationSchema = z.strictObject({
  tier: z.enum(tiers),
  layers: z.partialRecord(z.enum(layerNames), layerSchema),
});

/** What protected one run, measured inside the locked process before it received any code. */
export type Isolation = z.infer<typeof isolationSchema>;
export type LayerName = (typeof layerNames)[number];
export type Tier = Isolation['tier'];
