import type { Attack } from './arena.ts';

const unfilteredBelow = { tier: 'A', without: 'seccomp' } as const;

export const attacksOverTheNetwork: Attack[] = [
  {
    name: 'connects over TCP',
    code: 'socket.create_connection(("127.0.0.1", tcp_port), 2)',
    outside: 'connection accepted',
  },
  {
    name: 'connects with a raw descriptor, past the socket module',
    code: `
import ctypes
libc = ctypes.CDLL(None, use_errno=True)
s = libc.socket(2, 1, 0)
libc.connect(s, struct.pack("=HH4s8x", 2, socket.htons(tcp_port), bytes([127, 0, 0, 1])), 16)`,
    outside: 'connection accepted',
  },
  {
    name: 'fetches a page',
    code: `
import urllib.request
urllib.request.urlopen(f"http://127.0.0.1:{tcp_port}/", timeout=0.3)`,
    outside: 'connection accepted',
  },
  {
    name: 'connects with asyncio',
    code: `
import asyncio
asyncio.run(asyncio.open_connection("127.0.0.1", tcp_port))`,
    outside: 'connection accepted',
  },
  {
    name: 'sends over UDP',
    code: 'socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b"x", ("127.0.0.1", udp_port))',
    outside: 'datagram received',
  },
  {
    name: 'sends over connected UDP',
    code: `
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
s.connect(("127.0.0.1", udp_port))
s.send(b"x")`,
    outside: 'datagram received',
  },
  {
    name: 'connects to a unix socket',
    code: 's = socket.socket(socket.AF_UNIX); s.connect(unix_socket)',
    outside: 'connection accepted',
  },
  {
    name: 'makes an abstract unix socket',
    code: 's = socket.socket(socket.AF_UNIX); s.bind("\\0attack-5d1f"); s.listen(); breached = True',
  },
  {
    name: 'listens on a port',
    code: 's = socket.socket(); s.bind(("127.0.0.1", 0)); s.listen(); breached = True',
  },
  {
    name: 'resolves a name',
    code: 'breached = bool(socket.getaddrinfo("localhost", 80, proto=socket.IPPROTO_TCP))',
  },
  {
    name: 'asks for the interfaces over netlink',
    code: 'breached = len(socket.if_nameindex()) > 0',
    worksIn: unfilteredBelow,
  },
  {
    name: 'opens a raw socket',
    code: 'socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP); breached = True',
    needsRoot: true,
  },
  {
    name: 'opens a packet socket',
    code: 'socket.socket(socket.AF_PACKET, socket.SOCK_RAW); breached = True',
    needsRoot: true,
  },
  {
    name: 'makes a pair of datagram sockets',
    code: 'socket.socketpair(type=socket.SOCK_DGRAM); breached = True',
    worksIn: unfilteredBelow,
  },
  {
    name: 'passes a descriptor over a pair of sockets',
    code: 'a, b = socket.socketpair(); socket.send_fds(a, [b"x"], [0]); breached = True',
    worksIn: unfilteredBelow,
  },
  {
    name: 'asks who is at the other end of its output',
    code: 'breached = socket.fromfd(1, socket.AF_UNIX, socket.SOCK_STREAM).getsockopt(socket.SOL_SOCKET, 17, 12) != b""',
    worksIn: unfilteredBelow,
  },
  {
    name: 'connects back to its supervisor',
    code: `
s = socket.socket(socket.AF_UNIX)
s.connect("/run/supervisor")
breached = True`,
    worksIn: unfilteredBelow,
  },
];
