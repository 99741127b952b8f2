import type { PathRow } from './path-row.ts';

/** Functions of the standard library that open, list, change or write what their arguments name. */
export const standardPaths: readonly PathRow[] = [
  [
    'mode',
    '0 file filename name fileobj path f',
    `builtins.open io.open io.FileIO codecs.open gzip.open gzip.GzipFile bz2.open bz2.BZ2File lzma.open lzma.LZMAFile
     zipfile.ZipFile zipfile.PyZipFile tarfile.open tarfile.TarFile tarfile.TarFile.open wave.open aifc.open sunau.open dbm.open
     dbm.dumb.open dbm.gnu.open dbm.ndbm.open dbm.sqlite3.open`,
  ],
  [
    'reads',
    '0 file filename path pathname name files paths f',
    `io.open_code zipfile.is_zipfile tarfile.is_tarfile zipfile.Path os.chdir contextlib.chdir os.listdir os.walk os.scandir
     os.stat os.lstat os.access os.path.exists os.path.lexists os.path.isfile os.path.isdir os.path.islink
     os.path.ismount os.path.getsize os.path.getmtime os.path.getctime os.path.getatime glob.glob glob.iglob glob.glob0 glob.glob1
     dbm.whichdb linecache.getline linecache.getlines linecache.updatecache linecache.checkcache fileinput.input fileinput.FileInput
     tokenize.open mimetypes.read_mime_types mimetypes.init mimetypes.MimeTypes netrc.netrc imghdr.what
     sndhdr.what tabnanny.check shutil.disk_usage mailbox.Maildir mailbox.mbox mailbox.MH mailbox.Babyl mailbox.MMDF
     xml.etree.ElementTree.parse xml.etree.ElementTree.iterparse xml.etree.ElementInclude.default_loader xml.dom.minidom.parse
     xml.dom.pulldom.parse xml.sax.parse tomllib.load mailcap.readmailcapfile zoneinfo.ZoneInfo`,
  ],
  ['reads', 'root_dir', 'glob.glob glob.iglob'],
  ['reads', '0 1 2 a b f1 f2', 'filecmp.cmp filecmp.dircmp filecmp.cmpfiles os.path.samefile'],
  [
    'reads',
    '1 localedir',
    'gettext.translation gettext.install gettext.find gettext.bindtextdomain locale.bindtextdomain',
  ],
  ['reads', '0 1 path to module', 'pyclbr.readmodule pyclbr.readmodule_ex zoneinfo.reset_tzpath'],
  [
    'writes',
    '0 path name filename dst',
    `os.makedirs os.mkdir os.remove os.unlink os.rmdir os.removedirs os.truncate os.utime os.chmod
     argparse.FileType() tracemalloc.Snapshot.dump tracemalloc.take_snapshot().dump
     xml.etree.ElementTree.ElementTree().write`,
  ],
  ['writes', '0 database', 'sqlite3.connect sqlite3.Connection'],
  ['writes', '0 1 src dst', 'os.rename os.renames os.replace shutil.move'],
  [
    'reads',
    '0 src',
    'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree shutil.copymode shutil.copystat',
  ],
  ['reads', '0 filename', 'shutil.unpack_archive'],
  ['reads', '2 3 root_dir base_dir', 'shutil.make_archive'],
  [
    'reads',
    '0 1 2 3 4 5 6 7',
    `pathlib.Path pathlib.PosixPath pathlib.PurePath pathlib.PurePosixPath os.path.join pathlib.Path.from_uri`,
  ],
  ['writes', '0 filename', 'logging.FileHandler'],
  ['writes', 'filename', 'logging.basicConfig'],
  [
    'writes',
    'dir prefix',
    `tempfile.NamedTemporaryFile tempfile.TemporaryFile tempfile.SpooledTemporaryFile tempfile.TemporaryDirectory
     tempfile.mkstemp tempfile.mkdtemp tempfile.mktemp`,
  ],
  [
    'reads',
    '0 filenames',
    'configparser.ConfigParser().read configparser.RawConfigParser().read configparser.SafeConfigParser().read',
  ],
  ['reads', '0 filename', 'zipfile.ZipFile().write'],
  ['reads', '0 name', 'tarfile.open().add tarfile.TarFile().add tarfile.open().gettarinfo'],
  ['reads', '0 files', 'mimetypes.MimeTypes().read'],
  ['writes', '1 dst', 'shutil.copy shutil.copy2 shutil.copyfile shutil.copytree'],
  ['writes', '1 extract_dir', 'shutil.unpack_archive'],
  ['writes', '0 base_name', 'shutil.make_archive'],
  ['writes', '1 prefix', 'tempfile.mkstemp tempfile.mkdtemp tempfile.TemporaryDirectory tempfile.mktemp'],
  ['writes', '2 dir', 'tempfile.mkstemp tempfile.mkdtemp tempfile.TemporaryDirectory tempfile.mktemp'],
];
