import type { Canary, Isolation, LayerName, Tier } from '../contracts/isolation.ts';
import type { Program } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';
import { attestationSchema } from './launcher-frames.ts';
import { needsCanary, requiredLayers } from './required-layers.ts';

interface Demands {
  tier: Tier;
  without?: LayerName | undefined;
  /** What the canary of the same interpreter proved; `this` when the process is that canary itself. */
  canary: Canary | 'this' | null;
  network?: Program['network'];
}

/** What a process attested before it received any code; throws `isolation-missing` when that is less than its tier requires. */
export function checkAttestation(frame: unknown, { tier, without, canary, network }: Demands): Isolation {
  const attestation = attestationSchema.safeParse(frame);
  if (!attestation.success || attestation.data.type === 'refused') {
    const detail =
      attestation.success && 'detail' in attestation.data ? attestation.data.detail : 'no attestation';
    throw new CoderError(`The sandbox did not start in tier ${tier}: ${detail}`, {
      code: 'isolation-missing',
    });
  }
  const { layers } = attestation.data;
  const lacking = requiredLayers[tier].filter((name) => !layers[name]?.active && name !== without);
  if (lacking.length > 0) {
    const details = lacking.map((name) => `${name}: ${layers[name]?.detail ?? 'not attested'}`).join('; ');
    throw new CoderError(`The sandbox attests less than tier ${tier} requires (${details}).`, {
      code: 'isolation-missing',
    });
  }
  if (canary === null && needsCanary[tier]) {
    throw new CoderError(`No canary has shown that tier ${tier} holds, so nothing may run in it.`, {
      code: 'isolation-missing',
    });
  }
  const attested = { tier, layers, ...networkOf(network, attestation.data.network) };
  if (canary === null || canary === 'this') return attested;
  return { ...attested, canary: { tried: canary.tried, refused: canary.refused } };
}

/** What a program may reach, for its attestation; nothing where it has no network. */
function networkOf(
  network: Program['network'],
  detail: string | null | undefined,
): Pick<Isolation, 'network'> {
  if (network === undefined) return {};
  return { network: { allowed: network === true ? 'all' : [...network], detail: detail ?? 'not attested' } };
}
