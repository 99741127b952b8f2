import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import type { Program } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';

type Allowed = NonNullable<Program['network']>;

/** One "host:port" with the addresses that its name has now; none where it has no name. */
export interface Endpoint {
  name: string;
  port: number;
  addresses: string[];
}

const endpoint =
  /^(?:\[(?<address>[0-9A-Fa-f:.]+)\]|(?<name>[A-Za-z0-9](?:[A-Za-z0-9._-]{0,251}[A-Za-z0-9])?)):(?<port>\d{1,5})$/;
const mostEndpoints = 100;
const lookupMs = 5_000;

/** Throws `config-invalid` for what names no "host:port", and for network without an operator's functions. */
export function checkNetwork({ network, library }: Pick<Program, 'network' | 'library'>): void {
  if (network === undefined) return;
  if (!library) throw invalid('only functions of an operator may have any');
  if (network !== true) parse(network);
}

/** The TCP ports it may connect to; null for all. */
export function portsOf(network: Allowed): number[] | null {
  return network === true ? null : [...new Set(parse(network).map(({ port }) => port))];
}

/** What a program may connect to, by the addresses that hold now; null where nothing keeps it to a list. */
export async function resolveEndpoints(network: Program['network']): Promise<Endpoint[] | null> {
  if (network === undefined || network === true) return null;
  return Promise.all(
    parse(network).map(async ({ name, port }) => ({ name, port, addresses: await addressesOf(name) })),
  );
}

function parse(network: readonly string[]): { name: string; port: number }[] {
  if (network.length > mostEndpoints) throw invalid(`it names more than ${mostEndpoints} hosts`);
  return network.map((text) => {
    const { address, name, port } = endpoint.exec(text)?.groups ?? {};
    const isPort = Number(port) >= 1 && Number(port) <= 65_535;
    if (!isPort || (address !== undefined && isIP(address) !== 6))
      throw invalid(
        `${JSON.stringify(text.slice(0, 100))} is no host and port such as "api.example.com:443"`,
      );
    return { name: (address ?? (name as string)).toLowerCase(), port: Number(port) };
  });
}

async function addressesOf(name: string): Promise<string[]> {
  if (isIP(name)) return [name];
  const found = lookup(name, { all: true }).catch(() => []);
  const inTime = await Promise.race([found, setTimeout(lookupMs, [], { ref: false })]);
  return inTime.map(({ address }) => address);
}

function invalid(what: string): CoderError {
  return new CoderError(`The network of a program is invalid: ${what}.`, { code: 'config-invalid' });
}
