"""Runs a command for which the kernel answers some system calls with an error: `deny_system_calls.py 272=1,444=38 -- command`.

For x86-64; used to show what happens on hosts that lack a layer of isolation.
"""

import ctypes
import os
import struct
import sys

LOAD, JUMP_EQUAL, RETURN = 0x20, 0x15, 0x06
ALLOW, ERROR = 0x7FFF0000, 0x00050000

denied = dict(map(int, pair.split('=')) for pair in sys.argv[1].split(','))
program = [(LOAD, 0, 0, 0)]
for number, errno in denied.items():
    program += [(JUMP_EQUAL, 0, 1, number), (RETURN, 0, 0, ERROR | errno)]
program.append((RETURN, 0, 0, ALLOW))
code = b''.join(struct.pack('HBBI', *instruction) for instruction in program)
buffer = ctypes.create_string_buffer(code, len(code))
libc = ctypes.CDLL(None, use_errno=True)
libc.prctl(38, 1, 0, 0, 0)  # no_new_privs
if libc.prctl(22, 2, struct.pack('HxxxxxxP', len(program), ctypes.addressof(buffer)), 0, 0):  # PR_SET_SECCOMP
    sys.exit(os.strerror(ctypes.get_errno()))
os.execvp(sys.argv[3], sys.argv[3:])
