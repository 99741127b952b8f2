import { type Denial, denials } from './denial.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

/** Standard modules that generated code may import as a whole; `allowedMembers` narrows some of them. */
export const safeStandardModules: ReadonlySet<string> = new Set(
  words(`
  __future__ abc aifc argparse array ast asyncio atexit audioop base64 binascii bisect bz2 calendar chunk
  cmath codecs collections colorsys compression concurrent configparser contextlib contextvars copy csv
  dataclasses datetime dbm decimal difflib email encodings enum errno filecmp fileinput fnmatch fractions
  functools genericpath getopt gettext glob graphlib gzip hashlib heapq hmac html imghdr inspect io
  ipaddress itertools json keyword linecache locale logging lzma mailbox mailcap math mimetypes ntpath
  numbers opcode operator optparse os pathlib pickletools platform plistlib posixpath pprint pstats
  queue quopri random re reprlib sched secrets shlex shutil sndhdr sqlite3 sre_compile sre_constants
  sre_parse stat statistics string stringprep struct sunau symtable sys tabnanny tarfile tempfile
  textwrap this threading time timeit token tokenize tomllib traceback tracemalloc types typing
  unicodedata unittest urllib uu uuid warnings wave weakref xdrlib xml zipfile zlib zoneinfo dis netrc
  pyclbr`),
);

const blockedGroups: readonly (readonly [Denial, string])[] = [
  [
    denials.network,
    `socket ssl http ftplib smtplib poplib imaplib nntplib telnetlib xmlrpc socketserver asyncore asynchat
     smtpd wsgiref select selectors webbrowser cgi cgitb antigravity urllib.request urllib.robotparser
     logging.config logging.handlers nturl2path`,
  ],
  [
    denials.process,
    `subprocess multiprocessing pty signal pipes posix nt fcntl termios tty resource asyncio.subprocess
     concurrent.futures.process concurrent.interpreters`,
  ],
  [denials.dynamicCode, 'code codeop runpy compileall py_compile doctest annotationlib lib2to3'],
  [
    denials.loader,
    `importlib imp pkgutil zipimport zipapp modulefinder site sysconfig ensurepip venv distutils builtins
     __main__ idlelib turtledemo`,
  ],
  [denials.unpickling, 'pickle marshal shelve'],
  [denials.nativeMemory, 'ctypes mmap'],
  [
    denials.introspection,
    'copyreg gc bdb pdb trace profile cProfile faulthandler pydoc pydoc_data rlcompleter cmd',
  ],
  [denials.system, 'syslog pwd grp spwd nis crypt winreg winsound msvcrt msilib ossaudiodev pyexpat'],
  [denials.display, 'tkinter turtle curses readline getpass'],
];

/** Modules that are never imported, submodules named by their full path; the value says why. */
export const blockedImports: ReadonlyMap<string, Denial> = new Map(
  blockedGroups.flatMap(([denial, names]) => words(names).map((name) => [name, denial] as const)),
);
