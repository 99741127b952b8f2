import type { LayerName, Tier } from '../contracts/isolation.ts';

/** What a run must attest before it receives code; a missing one ends the run. */
export const requiredLayers = {
  A: ['namespaces', 'filesystem', 'landlock', 'seccomp', 'capabilities', 'rlimits'],
  B: ['landlock', 'seccomp', 'capabilities', 'rlimits'],
  C: ['seatbelt', 'rlimits'],
  W: ['wasm', 'permissions'],
  limits: ['rlimits'],
} satisfies Record<Tier, LayerName[]>;

/** Tiers that are only believed once a canary has tried what they forbid. */
export const needsCanary = { A: true, B: true, C: true, W: true, limits: false } satisfies Record<
  Tier,
  boolean
>;
