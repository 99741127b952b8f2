import { CoderError } from '../../errors/coder-error.ts';
import type { ZygoteEvent } from './zygote-events.ts';

type Refused = Pick<Extract<ZygoteEvent, { type: 'refused' }>, 'kind' | 'detail'>;

/** Why a zygote does not serve, as the cause of the error that says so. */
export class Refusal implements Refused {
  readonly kind: Refused['kind'];
  readonly detail: string;
  constructor({ kind, detail }: Refused) {
    this.kind = kind;
    this.detail = detail;
  }
}

const said = {
  isolation: (tier, detail) => `The warm interpreter did not start in tier ${tier}: ${detail}`,
  library: (_, detail) => `The functions could not be imported: ${detail}`,
  threads: (_, detail) => `The functions can't be imported beforehand: ${detail}`,
} satisfies Record<Refused['kind'], (tier: string, detail: string) => string>;

/** Throws `isolation-missing` where the host is at fault, `config-invalid` where the functions are. */
export function refuse(tier: string, refused: Refused): never {
  throw new CoderError(said[refused.kind](tier, refused.detail), {
    code: refused.kind === 'isolation' ? 'isolation-missing' : 'config-invalid',
    cause: new Refusal(refused),
  });
}

/** What an error says of a zygote that refused to serve; null for any other error. */
export function refusalOf(error: unknown): Refusal | null {
  return error instanceof CoderError && error.cause instanceof Refusal ? error.cause : null;
}
