import { z } from 'zod';

export const layerNames = [
  'namespaces',
  'filesystem',
  'landlock',
  'seccomp',
  'seatbelt',
  'capabilities',
  'rlimits',
  'cgroup',
  'wasm',
  'permissions',
] as const;

/** `A` all kernel layers, `B` no user namespaces, `C` macOS's Seatbelt, `W` Python in WebAssembly within a process without permissions, `limits` resource limits alone (for code this package wrote, and for what a caller accepts to run unsafely). */
export const tiers = ['A', 'B', 'C', 'W', 'limits'] as const;

const layerSchema = z.strictObject({
  active: z.boolean(),
  detail: z.string().max(300).describe('what was achieved, or the reason it is missing'),
});

const canarySchema = z.strictObject({
  tried: z.number().int().positive(),
  refused: z.number().int().nonnegative(),
  operations: z
    .array(z.strictObject({ name: z.string(), layer: z.enum(layerNames), answer: z.string() }))
    .optional()
    .describe('what was tried, the layer that had to refuse it, and the answer; given by a probe only'),
});

const networkSchema = z.strictObject({
  allowed: z
    .union([z.literal('all'), z.array(z.string().max(300)).max(100)])
    .describe('everything, or these "host:port"'),
  detail: z.string().max(300).describe('what the kernel holds of it, and what the interpreter'),
});

export const isolationSchema = z.strictObject({
  tier: z.enum(tiers),
  layers: z.partialRecord(z.enum(layerNames), layerSchema),
  network: networkSchema.optional().describe('what it could reach; absent where it had no network'),
  canary: canarySchema
    .optional()
    .describe(
      'forbidden operations tried by the first process of the same interpreter; none in tier `limits`',
    ),
});

/** What protected one run, measured inside the locked process before it received any code. */
export type Isolation = z.infer<typeof isolationSchema>;
export type Canary = z.infer<typeof canarySchema>;
export type LayerName = (typeof layerNames)[number];
export type Tier = Isolation['tier'];
export type MinimumTier = keyof typeof sufficientTiers;

/** The tiers each minimum accepts; `W` is that of who chose Pyodide, and of nobody else. No host has both B and C, so `B` is the weakest isolation of either system. */
const sufficientTiers = { A: ['A'], B: ['A', 'B', 'C'], W: ['W'] } satisfies Record<string, Tier[]>;

/** True where code that this package did not write may run in `tier`. */
export function isSufficient(tier: Tier, minimum: MinimumTier): boolean {
  return (sufficientTiers[minimum] as Tier[]).includes(tier);
}
