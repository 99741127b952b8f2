import type { LayerName, Tier } from '../contracts/isolation.ts';

/** What a run must attest before it receives code; a missing one ends the run. */
export const requiredLayers = {
  A: ['namespaces', 'filesystem', 'landlock', 'seccomp', 'capabilities', 'rlimits'],
  B: ['landlock', 'seccomp', 'capabilities', 'rlimits'],
  limits: ['rlimits'],
} satisfies Record<Tier, LayerName[]>;
