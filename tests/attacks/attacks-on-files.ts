import { type Attack, unfiltered, withoutLandlock } from './arena.ts';

export const attacksOnFiles: Attack[] = [
  { name: 'reads /etc/passwd', code: 'breached = "root:" in open("/etc/passwd").read()' },
  {
    name: 'reads a file of the user',
    code: 'breached = canary in open(secret_file).read()',
    worksIn: withoutLandlock,
  },
  {
    name: 'maps a file of the user',
    code: `
with open(secret_file, "rb") as file:
    breached = mmap.mmap(file.fileno(), 0, prot=mmap.PROT_READ)[:6] == canary.encode()`,
    worksIn: withoutLandlock,
  },
  {
    name: 'reads through a descriptor of the folder',
    code: `
folder = os.open(outside, os.O_PATH)
breached = os.read(os.open("secret.txt", os.O_RDONLY, dir_fd=folder), 6) == canary.encode()`,
    worksIn: withoutLandlock,
  },
  {
    name: 'reads by climbing out of its folder',
    code: 'breached = canary in open("../" * 20 + secret_file).read()',
    worksIn: withoutLandlock,
  },
  {
    name: 'lets SQLite open a file of the user',
    code: `
import sqlite3
try:
    sqlite3.connect(f"file:{secret_file}?mode=ro", uri=True).execute("select * from x")
except sqlite3.DatabaseError as error:
    breached = "not a database" in str(error)`,
    worksIn: withoutLandlock,
  },
  {
    name: 'lets SQLite plant a file',
    code: `
import sqlite3
try:
    sqlite3.connect(":memory:").execute(f"attach '{outside}/planted.db' as x").execute("create table x.t (a)")
except sqlite3.Error as error:
    print(error)`,
    outside: 'file planted',
    worksIn: withoutLandlock,
  },
  { name: 'sees that a file exists', code: 'breached = os.path.exists(secret_file)', onlyTierA: true },
  { name: 'learns the size of a file', code: 'breached = os.stat(secret_file).st_size > 0', onlyTierA: true },
  { name: 'changes into a folder outside', code: 'os.chdir(outside); breached = True', onlyTierA: true },
  {
    name: 'lists a folder outside',
    code: 'breached = "secret.txt" in os.listdir(outside)',
    worksIn: withoutLandlock,
  },
  { name: 'lists the root', code: 'breached = len(os.listdir("/")) > 0', worksIn: withoutLandlock },
  { name: 'lists devices', code: 'breached = len(os.listdir("/dev")) > 3' },
  { name: 'lists /sys', code: 'breached = len(os.listdir("/sys")) > 0' },
  {
    name: 'lists what other runs have',
    code: 'breached = len(os.listdir(os.path.dirname(os.getcwd()))) > 0',
    worksIn: withoutLandlock,
  },
  {
    name: 'writes a new file',
    code: 'open(outside + "/planted", "w").write("x")',
    outside: 'file planted',
    worksIn: withoutLandlock,
  },
  {
    name: 'plants a missing start-up file',
    code: 'open(outside + "/.profile", "x").write("x")',
    outside: 'file planted',
    worksIn: withoutLandlock,
  },
  {
    name: 'makes a folder',
    code: 'os.mkdir(outside + "/planted")',
    outside: 'file planted',
    worksIn: withoutLandlock,
  },
  {
    name: 'appends to a file',
    code: 'open(victim, "a").write("x")',
    outside: 'victim rewritten',
    worksIn: withoutLandlock,
  },
  {
    name: 'writes through a shared mapping',
    code: `
with open(victim, "r+b") as file:
    mmap.mmap(file.fileno(), 0)[:1] = b"x"`,
    outside: 'victim rewritten',
    worksIn: withoutLandlock,
  },
  { name: 'empties a file by path', code: 'os.truncate(victim, 0)', outside: 'victim rewritten' },
  {
    name: 'empties a file it only opens for reading',
    code: 'os.open(victim, os.O_RDONLY | os.O_TRUNC)',
    outside: 'victim rewritten',
  },
  { name: 'deletes a file', code: 'os.remove(victim)', outside: 'victim removed', worksIn: withoutLandlock },
  {
    name: 'removes a folder',
    code: 'os.rmdir(outside + "/empty")',
    outside: 'folder removed',
    worksIn: withoutLandlock,
  },
  {
    name: 'moves a file away',
    code: 'os.rename(victim, outside + "/moved")',
    outside: 'victim removed',
    worksIn: withoutLandlock,
  },
  { name: 'takes a file into its own folder', code: 'os.rename(victim, "taken")', outside: 'victim removed' },
  {
    name: 'puts its own file in the place of another',
    code: 'open("own", "w").write("x"); os.rename("own", victim)',
    outside: 'victim rewritten',
  },
  {
    name: 'opens a file to others',
    code: 'os.chmod(victim, 0o666)',
    outside: 'victim opened to others',
    worksIn: unfiltered,
  },
  {
    name: 'changes the times of a file',
    code: 'os.utime(victim)',
    outside: 'victim touched',
    worksIn: unfiltered,
  },
  {
    name: 'changes a mode through a descriptor',
    code: 'os.fchmod(os.open(victim, os.O_RDONLY), 0o666)',
    outside: 'victim opened to others',
  },
  { name: 'makes a symbolic link', code: 'os.symlink(secret_file, "out.csv"); breached = True' },
  { name: 'makes a hard link', code: 'os.link(secret_file, "out.csv"); breached = True' },
  { name: 'makes a FIFO', code: 'os.mkfifo("pipe.csv"); breached = True' },
  { name: 'makes a socket', code: 's = socket.socket(socket.AF_UNIX); s.bind("own.sock"); breached = True' },
  {
    name: 'writes to the interpreter', // opens only: what it would write would stay
    code: 'open(os.__file__, "r+b"); breached = True',
    needsRoot: true,
  },
  {
    name: 'writes to the code that isolates it', // opens only
    code: 'open(sys.modules["program.execute"].__file__, "r+b"); breached = True',
    worksIn: withoutLandlock,
  },
  { name: 'reads its own /proc', code: 'breached = len(open("/proc/self/maps").read()) > 0' },
  { name: 'writes its memory through /proc', code: 'open("/proc/self/mem", "r+b"); breached = True' },
  { name: 'reads the mount table', code: 'breached = len(open("/proc/self/mountinfo").read()) > 0' },
  { name: 'opens its terminal', code: 'breached = os.open("/dev/ptmx", os.O_RDWR | os.O_NOCTTY) > 0' },
  { name: 'maps memory from /dev/zero', code: 'breached = os.open("/dev/zero", os.O_RDWR) > 0' },
];
