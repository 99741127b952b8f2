import { createHash, timingSafeEqual } from 'node:crypto';
import { CoderError } from '../../../errors/coder-error.ts';

/** Who a request without a token is from; only a service on a loopback address has it. */
export const localTenant = 'local';

const minimumCharacters = 32;
const nameShape = /^[a-z0-9][a-z0-9_-]{0,31}$/;

/** The headers in which a request may carry its token. */
export interface TokenHeaders {
  authorization?: string | undefined;
  'x-api-key'?: string | string[] | undefined;
}

/** The tenants of one service and the tokens they are known by. */
export interface Tenants {
  /** `[localTenant]` where there are no tokens. */
  readonly names: readonly string[];
  readonly needToken: boolean;
  /** Null for headers that carry none of the tokens; how long that takes tells nothing about any of them. */
  whoSent(headers: TokenHeaders): string | null;
}

/** Reads "name=token name=token"; a token alone belongs to the tenant "default". Throws `config-invalid` naming the tenant, never the token. */
export function readTenants(tokens: string | null, { variable }: { variable: string }): Tenants {
  const given = (tokens ?? '').split(/[\s,]+/).filter((entry) => entry !== '');
  if (given.length === 0) return { names: [localTenant], needToken: false, whoSent: () => localTenant };
  const known = given.map((entry) => readEntry(entry, { isAlone: given.length === 1, variable }));
  const names = known.map(({ name }) => name);
  const repeated = names.find((name, index) => names.indexOf(name) !== index);
  if (repeated !== undefined) throw invalid(variable, `names the tenant ${repeated} twice`);
  return {
    names,
    needToken: true,
    whoSent: (headers) => {
      const digests = tokensIn(headers).map(digestOf);
      const matching = known.filter((tenant) =>
        digests.some((digest) => timingSafeEqual(tenant.digest, digest)),
      );
      return matching[0]?.name ?? null;
    },
  };
}

function tokensIn({ authorization = '', 'x-api-key': key }: TokenHeaders): string[] {
  const [, bearer] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  return [bearer, key].filter((token) => typeof token === 'string');
}

function readEntry(
  entry: string,
  { isAlone, variable }: { isAlone: boolean; variable: string },
): { name: string; digest: Buffer } {
  const [, named, token = ''] = /^(?:([^=]*)=)?(.*)$/.exec(entry) ?? [];
  const name = named ?? (isAlone ? 'default' : '');
  if (!nameShape.test(name) || name === localTenant)
    throw invalid(
      variable,
      'has an entry without a usable name: write name=token, names in a-z, 0-9, - and _',
    );
  if (token.length < minimumCharacters)
    throw invalid(
      variable,
      `has a token of ${token.length} characters for ${name}, and at least ${minimumCharacters} are needed; make one with: openssl rand -hex 32`,
    );
  return { name, digest: digestOf(token) };
}

function digestOf(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function invalid(variable: string, problem: string): CoderError {
  return new CoderError(`The variable ${variable} ${problem}.`, { code: 'config-invalid' });
}
