import { lookup } from 'node:dns/promises';
import { isIPv6 } from 'node:net';
import os from 'node:os';
import { CoderError } from '../../errors/coder-error.ts';

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];

export interface Binding {
  address: string;
  isLoopback: boolean;
  /** What clients may call the server by. */
  hostnames: string[];
}

/** Where to listen, and the names that belong to it. Throws `config-invalid` for a host that has no address. */
export async function resolveBinding(host: string, allowedHosts: string[]): Promise<Binding> {
  const { address } = await lookup(host).catch((cause: unknown) => {
    throw new CoderError(`The host ${JSON.stringify(host)} has no address: name another with --host.`, {
      code: 'config-invalid',
      cause,
    });
  });
  const isWildcard = address === '0.0.0.0' || address === '::';
  const own = isWildcard ? [os.hostname(), ...ownAddresses()] : [host, address];
  const hostnames = [...loopbackNames, ...own, ...allowedHosts].map(bracketed);
  const isLoopback = address === '::1' || address.startsWith('127.');
  return { address, isLoopback, hostnames: [...new Set(hostnames)] };
}

function ownAddresses(): string[] {
  return Object.values(os.networkInterfaces()).flatMap((entries = []) =>
    entries.map(({ address }) => address),
  );
}

function bracketed(name: string): string {
  return isIPv6(name) ? `[${name}]` : name.toLowerCase();
}
