import { type Denial, denials } from './denial.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);
const setOf = (text: string): ReadonlySet<string> => new Set(words(text));

const groups: readonly (readonly [Denial, string])[] = [
  [
    denials.dynamicCode,
    `builtins.eval builtins.exec builtins.compile builtins.__import__ builtins.breakpoint types.CodeType
     types.FunctionType numpy.f2py numpy.distutils numpy.testing.runstring numpy.testing.rundocs
     typing.ForwardRef scipy.weave sympy.preview sympy.printing.preview sympy.utilities.autowrap
     sympy.utilities.runtests numpy.testing.extbuild numpy.testing._private
     numpy.testing.measure PIL.ImageMath.eval PIL.ImageMath.unsafe_eval mpmath.libmp.exec_ mpmath.libmp.backend.exec_
     types.LambdaType pydantic.ImportString
     pydantic.types.ImportString pydantic.create_model unittest.mock._importer unittest.TestLoader().discover
     unittest.defaultTestLoader.discover unittest.TestLoader().loadTestsFromName unittest.TestLoader().loadTestsFromNames
     timeit.main`,
  ],
  [
    denials.unpickling,
    `pandas.read_pickle pandas.io.pickle pandas.compat.pickle_compat joblib.load joblib.numpy_pickle
     statsmodels.api.load statsmodels.iolib.smpickle statsmodels.iolib.api.load_pickle torch.load
     yaml.unsafe_load yaml.unsafe_load_all yaml.UnsafeLoader yaml.CUnsafeLoader yaml.Loader yaml.CLoader
     yaml.unsafe_loader yaml.loader.UnsafeLoader yaml.loader.Loader yaml.cyaml.CLoader yaml.cyaml.CUnsafeLoader
     yaml.constructor.UnsafeConstructor yaml.constructor.Constructor astropy.io.misc.fnunpickle
     pyarrow.deserialize pyarrow.deserialize_from pyarrow.read_serialized pyarrow.PyExtensionType pyarrow.serialization
     networkx.read_gpickle networkx.readwrite.gpickle joblib.hashing.Pickler joblib.memory.MemorizedResult
     pstats.Stats tracemalloc.Snapshot.load tables.ObjectAtom tables.atom.ObjectAtom`,
  ],
  [
    denials.network,
    `seaborn.load_dataset seaborn.get_dataset_names nltk.download nltk.downloader nltk.Downloader lxml.html.submit_form lxml.html.open_http_urllib statsmodels.datasets.get_rdataset
     statsmodels.api.datasets.get_rdataset scipy.datasets xarray.tutorial pandas.read_gbq pyarrow.fs
     pyarrow.flight pyarrow.hdfs textblob.download_corpora imageio.core.fetching asyncio.open_connection
     asyncio.start_server asyncio.open_unix_connection asyncio.start_unix_server sklearn.datasets.fetch_openml
     sklearn.datasets.fetch_california_housing sklearn.datasets.fetch_20newsgroups
     sklearn.datasets.fetch_20newsgroups_vectorized sklearn.datasets.fetch_lfw_people
     sklearn.datasets.fetch_lfw_pairs sklearn.datasets.fetch_olivetti_faces sklearn.datasets.fetch_covtype
     sklearn.datasets.fetch_rcv1 sklearn.datasets.fetch_kddcup99 sklearn.datasets.fetch_species_distributions
     sklearn.datasets.fetch_file nltk.parse.corenlp astropy.utils.data.download_file
     astropy.utils.data.download_files_in_parallel tqdm.contrib.telegram tqdm.contrib.slack tqdm.contrib.discord`,
  ],
  [
    denials.process,
    `asyncio.create_subprocess_exec asyncio.create_subprocess_shell matplotlib.testing joblib.externals matplotlib.cbook._check_and_log_subprocess
     matplotlib._get_executable_info nltk.internals.java nltk.internals.config_java nltk.internals.find_binary
     nltk.tag.stanford nltk.tag.StanfordPOSTagger nltk.tag.StanfordNERTagger nltk.parse.stanford nltk.parse.malt
     nltk.parse.MaltParser nltk.classify.megam nltk.classify.weka nltk.inference.prover9 nltk.inference.mace nltk.app
     pdfplumber.repair PIL.ImageGrab PIL.ImageShow
     plotly.io.orca plotly.io.kaleido matplotlib.texmanager networkx.nx_agraph networkx.drawing.nx_agraph
     matplotlib.sphinxext`,
  ],
  [denials.worker, 'concurrent.futures.ProcessPoolExecutor tqdm.contrib.concurrent.process_map'],
  [denials.stdin, 'builtins.input sys.stdin fileinput.input'],
  [denials.display, 'lxml.html.open_in_browser pandas.read_clipboard pandas.io.clipboard'],
  [
    denials.nativeMemory,
    `numpy.ctypeslib pyarrow.cffi pyarrow.foreign_buffer sqlite3.enable_callback_tracebacks h5py.h5pl h5py.h5z
     scipy.LowLevelCallable`,
  ],
  [
    {
      ...denials.nativeMemory,
      severity: 'major',
      instead: 'Use numpy.lib.stride_tricks.sliding_window_view.',
    },
    'numpy.lib.stride_tricks.as_strided',
  ],
  [
    denials.introspection,
    `inspect.stack inspect.currentframe inspect.trace inspect.getinnerframes inspect.getouterframes
     inspect.getmodule inspect.getclosurevars inspect.getattr_static traceback.walk_stack traceback.walk_tb
     sys._getframe inspect.getmro inspect.getmembers inspect.getgeneratorlocals inspect.getcoroutinelocals
     inspect.classify_class_attrs threading.settrace threading.setprofile threading.settrace_all_threads`,
  ],
  [denials.deletion, 'shutil.rmtree sklearn.datasets.clear_data_home'],
  [denials.restrictedMember, 'tempfile.tempdir'],
  [
    denials.process,
    `os.system os.popen os.fork os.forkpty os.execl os.execle os.execlp os.execlpe os.execv os.execve os.execvp
     os.execvpe os.spawnl os.spawnle os.spawnlp os.spawnlpe os.spawnv os.spawnve os.spawnvp os.spawnvpe
     os.posix_spawn os.posix_spawnp os.startfile os.kill os.killpg os.abort os.setsid`,
  ],
];

/** Members of allowed modules that are denied, with everything below them. */
export const deniedMembers: ReadonlyMap<string, Denial> = new Map(
  groups.flatMap(([denial, names]) => words(names).map((name) => [name, denial] as const)),
);

/** Standard modules that other modules import for themselves; reaching one through them is never innocent. */
export const neverReexported: ReadonlySet<string> = setOf(`
  os sys subprocess socket builtins importlib ctypes shutil pickle marshal multiprocessing posix pty runpy
  pkgutil gc code codeop pdb bdb mmap fcntl termios resource webbrowser urlopen urlretrieve Popen check_output
  check_call rmtree exec_ find_spec copyreg shelve faulthandler pydoc zipimport smtplib ftplib telnetlib
  xmlrpc socketserver syslog winreg tkinter getpass _os _sys _shutil _pickle _socket _posixsubprocess __builtins__ __dict__ __loader__ __spec__`);

/** Modules of which only the listed members may be touched, and which may not be handed around as values. */
export const allowedMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'os',
    setOf(`
    path sep linesep curdir pardir extsep altsep pathsep devnull name listdir getcwd walk scandir makedirs
    mkdir remove unlink rmdir removedirs rename renames replace stat lstat access F_OK R_OK W_OK X_OK chdir
    fspath fsdecode fsencode PathLike DirEntry stat_result cpu_count process_cpu_count sched_getaffinity
    getpid urandom get_terminal_size terminal_size error strerror environ getenv truncate utime times
    SEEK_SET SEEK_CUR SEEK_END`),
  ],
  [
    'sys',
    setOf(`
    exit argv stdout stderr stdin maxsize maxunicode version version_info byteorder float_info int_info
    hash_info getsizeof setrecursionlimit getrecursionlimit platform float_repr_style exc_info
    getdefaultencoding getfilesystemencoding intern implementation executable stdlib_module_names
    set_int_max_str_digits get_int_max_str_digits getrefcount`),
  ],
  [
    'shutil',
    setOf(`
    copy copy2 copyfile copyfileobj copymode copystat copytree move make_archive unpack_archive
    get_terminal_size disk_usage get_archive_formats get_unpack_formats ignore_patterns Error
    SameFileError ReadError`),
  ],
  ['urllib', setOf('parse error')],
  [
    'platform',
    setOf(`
    python_version python_version_tuple python_implementation system machine release platform processor
    architecture`),
  ],
]);
