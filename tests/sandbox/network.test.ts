import { existsSync, readdirSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Program } from '../../src/contracts/runtime.ts';
import { libraryOf } from '../helpers/library.ts';
import { runInSandbox, sandboxOf } from '../helpers/sandbox.ts';
import { sharedRuntime } from '../helpers/shared-runtime.ts';

/** Each function tells how its attempt went: what it read, or the kind of failure and its words. */
const library = libraryOf(`import socket, urllib.request


def told(attempt):
    try:
        return attempt()
    except Exception as error:
        return f"{type(error).__name__}: {error}"


def fetch(url):
    return told(lambda: urllib.request.urlopen(url, timeout=5).read().decode())


def fetch_by_requests(url):
    import requests
    return told(lambda: requests.get(url, timeout=5).text)


def connect(host, port):
    return told(lambda: socket.create_connection((host, port), 5).close() or "connected")


def connect_past_the_guard(host, port):
    import _socket
    def attempt():
        opened = _socket.socket()
        opened.settimeout(5)
        opened.connect((host, port))
        return "connected"
    return told(attempt)


def open_socket(family, kind, protocol=0):
    return told(lambda: socket.socket(family, kind, protocol).close() or "opened")


def listen():
    return told(lambda: socket.create_server(("127.0.0.1", 0)).close() or "listening")


def bind():
    opened = socket.socket()
    return told(lambda: opened.bind(("127.0.0.1", 0)) or "bound")


def datagram(port):
    def attempt():
        opened = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        return opened.sendto(b"x", ("127.0.0.1", port))
    return told(attempt)


def resolve(name):
    return told(lambda: sorted({found[4][0] for found in socket.getaddrinfo(name, 80)}))


def resolve_past_the_guard(name):
    import _socket
    return told(lambda: sorted({found[4][0] for found in _socket.getaddrinfo(name, 80)}))


def open_fast(port):
    import _socket
    return told(lambda: _socket.socket().sendto(b"x", 0x20000000, ("127.0.0.1", port)))
`);

let listed: Server;
let other: Server;
const portOf = (server: Server): number => (server.address() as AddressInfo).port;

beforeAll(async () => {
  const servers = ['listed', 'other'].map((name) =>
    createServer((_, response) => response.end(`from ${name}`)),
  );
  await Promise.all(
    servers.map((server) => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))),
  );
  [listed, other] = servers as [Server, Server];
});
afterAll(() => {
  for (const server of [listed, other]) {
    server.closeAllConnections();
    server.close();
  }
});

interface Options {
  tier?: 'A' | 'B';
  network?: Program['network'];
  without?: 'landlock' | 'seccomp';
}

/** What one call of the library tells. */
async function ask(call: string, options: Options = {}): Promise<unknown> {
  const code = `import json, socket, functions\nprint(json.dumps(functions.${call}))`;
  const run = await runInSandbox(code, { library, ...options });
  expect(run).toMatchObject({ status: 'finished', stderr: '' });
  return JSON.parse(run.stdout);
}

describe.each(['A', 'B'] as const)('a list of hosts in tier %s', (tier) => {
  const options = (): Options => ({ tier, network: [`localhost:${portOf(listed)}`] });

  it('lets a function reach a listed host by its name, by urllib and by requests', async () => {
    const url = `http://localhost:${portOf(listed)}/`;
    expect(await ask(`fetch("${url}")`, options())).toBe('from listed');
    expect(await ask(`fetch_by_requests("${url}")`, options())).toBe('from listed');
  });

  it('refuses every other port, and says what is listed', async () => {
    const told = await ask(`fetch("http://localhost:${portOf(other)}/")`, options());
    expect(told).toMatch(
      new RegExp(
        `may not reach .*${portOf(other)}.*: the network of its declaration lists localhost:${portOf(listed)}`,
      ),
    );
  });

  it('has the kernel refuse another port where the guard is passed by', async () => {
    expect(await ask(`connect_past_the_guard("127.0.0.1", ${portOf(other)})`, options())).toMatch(
      /^PermissionError: \[Errno 13\]/,
    );
    expect(await ask(`open_fast(${portOf(other)})`, options())).toMatch(/^PermissionError: \[Errno 1\]/);
    expect(await ask(`connect_past_the_guard("127.0.0.1", ${portOf(listed)})`, options())).toBe('connected');
  });

  it('resolves no other name, and no address typed by hand is taken for a listed host', async () => {
    expect(await ask('resolve("example.org")', options())).toMatch(
      /^gaierror: .*may not ask for the address of 'example.org'/,
    );
    expect(await ask(`connect("127.0.0.2", ${portOf(listed)})`, options())).toMatch(
      /^(gaierror|PermissionError): .*may not/,
    );
  });

  it.each([
    ['a socket for datagrams', 'datagram(9)'],
    ['a raw socket', 'open_socket(socket.AF_INET, socket.SOCK_RAW, 6)'],
    ['multipath TCP, which no port rule counts', 'open_socket(socket.AF_INET, socket.SOCK_STREAM, 262)'],
    ['a local socket', 'open_socket(socket.AF_UNIX, socket.SOCK_STREAM)'],
    ['a socket to the kernel', 'open_socket(socket.AF_NETLINK, socket.SOCK_RAW)'],
    ['a packet socket', 'open_socket(socket.AF_PACKET, socket.SOCK_RAW)'],
    ['a port of its own', 'bind()'],
    ['listening', 'listen()'],
  ])('refuses %s', async (_, call) => {
    expect(await ask(call, options())).toMatch(/^PermissionError: \[Errno 1\]/);
  });

  it('holds modules to the same ports while they are imported', async () => {
    const eager = libraryOf(
      `import socket\nanswers = []\nfor port in (${portOf(listed)}, ${portOf(other)}):\n    try:\n        socket.create_connection(("127.0.0.1", port), 5).close()\n        answers.append("connected")\n    except OSError as error:\n        answers.append(error.errno)\n\ndef tell():\n    return answers\n`,
    );
    const code = 'from functions import tell\nprint(tell())';
    const run = await runInSandbox(code, { ...options(), library: eager });
    expect(run.stdout).toBe("['connected', 13]\n");
  });

  it('attests what the kernel holds and what the interpreter does', async () => {
    const { network } = options();
    const run = await runInSandbox('pass', { tier, library, network });
    const plain = await runInSandbox('pass', { tier });
    expect(run.isolation.network).toEqual({
      allowed: network,
      detail: expect.stringMatching(/^kernel: .*Landlock.*; interpreter: the hosts$/),
    });
    expect((run.isolation.canary?.tried ?? 0) - (plain.isolation.canary?.tried ?? 0)).toBe(6);
    expect(run.isolation.canary?.refused).toBe(run.isolation.canary?.tried);
    if (tier === 'A') {
      expect(run.isolation.layers.namespaces).toMatchObject({
        active: true,
        detail: expect.stringContaining("the network is the host's"),
      });
    }
  });
});

describe('in tier A', () => {
  it('the C library resolves a listed name too, and no other', async () => {
    const options = { network: [`localhost:${portOf(listed)}`] };
    expect(await ask('resolve_past_the_guard("localhost")', options)).toContain('127.0.0.1');
    expect(await ask('resolve_past_the_guard("example.org")', options)).toMatch(/^gaierror/);
  });

  it('a list is not held by the kernel without Landlock, nor sockets without seccomp', async () => {
    const network = [`localhost:${portOf(listed)}`];
    const past = `connect_past_the_guard("127.0.0.1", ${portOf(other)})`;
    expect(await ask(past, { network, without: 'landlock' })).toBe('connected');
    expect(await ask('datagram(9)', { network, without: 'seccomp' })).toBe(1);
    expect(
      await ask('open_socket(socket.AF_UNIX, socket.SOCK_STREAM)', { network, without: 'seccomp' }),
    ).toBe('opened');
  });
});

describe.each(['A', 'B'] as const)('all of the network in tier %s', (tier) => {
  const options: Options = { tier, network: true };

  it('lets a function reach any host and port, also those of this machine, and resolve names', async () => {
    expect(await ask(`fetch("http://127.0.0.1:${portOf(other)}/")`, options)).toBe('from other');
    expect(await ask('resolve("localhost")', options)).toContain('127.0.0.1');
    expect(await ask('datagram(9)', options)).toBe(1);
  });

  it.each([
    ['a raw socket', 'open_socket(socket.AF_INET, socket.SOCK_RAW, 6)'],
    ['a local socket', 'open_socket(socket.AF_UNIX, socket.SOCK_STREAM)'],
    ['a socket to the kernel', 'open_socket(socket.AF_NETLINK, socket.SOCK_RAW)'],
    ['a port of its own', 'bind()'],
    ['listening', 'listen()'],
  ])('refuses %s', async (_, call) => {
    expect(await ask(call, options)).toMatch(/^PermissionError: \[Errno 1\]/);
  });

  it.runIf(existsSync('/etc/ssl/certs'))('finds the certificates of the host, and no keys', async () => {
    const code = `import os
print(len(os.listdir("/etc/ssl/certs")), any(len(open(os.path.join("/etc/ssl/certs", name)).read()) > 100 for name in os.listdir("/etc/ssl/certs")))
try:
    os.listdir("/etc/ssl/private")
except OSError as error:
    print(type(error).__name__)
`;
    const run = await runInSandbox(code, { ...options, library });
    expect(run.stdout).toMatch(
      new RegExp(`^${readdirSync('/etc/ssl/certs').length} True\n(PermissionError|FileNotFoundError)\n$`),
    );
    const without = await runInSandbox('import os\nos.listdir("/etc/ssl/certs")', { tier, library });
    expect(without.exception?.type).toMatch(/^(PermissionError|FileNotFoundError)$/);
  });

  it('is attested', async () => {
    const { isolation } = await runInSandbox('pass', { tier, library, network: true });
    expect(isolation.network).toMatchObject({ allowed: 'all', detail: expect.stringContaining('loopback') });
  });
});

describe.each(['A', 'B'] as const)('without network in tier %s', (tier) => {
  const sentence = /This function has no network: add `network: true`.*--allow-network/;

  it.each([
    'fetch("http://127.0.0.1:80/")',
    'fetch("http://example.org/")',
    'fetch_by_requests("http://127.0.0.1:80/")',
    'fetch_by_requests("https://example.org/")',
    'connect("127.0.0.1", 80)',
  ])('%s is answered with how to allow it', async (call) => {
    expect(await ask(call, { tier })).toMatch(sentence);
  });

  it('a program without functions is told nothing of declarations', async () => {
    const run = await runInSandbox('import socket\nsocket.socket()', { tier });
    expect(run.exception?.type).toBe('PermissionError');
    expect(run.stderr).not.toMatch(sentence);
    expect(run.isolation.network).toBeUndefined();
  });
});

describe('network is refused', () => {
  const base = {
    code: 'pass',
    origin: 'untrusted' as const,
    inputs: [],
    limits: { timeoutSeconds: 5, memoryMiB: 64, outputMiB: 1, diskMiB: 1 },
    runDir: '/nowhere',
  };

  it('for code of a model', async () => {
    await expect(sharedRuntime().run({ ...base, network: true })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it.each([
    'example.org',
    'example.org:0',
    'example.org:65536',
    '::1:80',
    '[example]:80',
    'a b:80',
    'a\n:80',
    ':80',
  ])('for the host %j', async (host) => {
    await expect(sharedRuntime().run({ ...base, library, network: [host] })).rejects.toMatchObject({
      code: 'config-invalid',
    });
  });

  it('to an interpreter that imports the functions, too', async () => {
    const eager = libraryOf('import socket\nsocket.socket()\n\ndef f():\n    pass\n');
    const own = await sandboxOf();
    expect(await own.warmUp({ library: eager })).toMatchObject({ status: 'failed' });
    expect(await own.warmUp({ library: eager, network: true })).toMatchObject({ status: 'warm' });
  });
});
