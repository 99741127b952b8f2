const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

/** Modules of which only the listed members may be touched, and which may not be handed around as values. */
export const allowedMembers: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'os',
    words(`
    path sep linesep curdir pardir extsep altsep pathsep devnull name listdir getcwd walk scandir makedirs
    mkdir remove unlink rmdir removedirs rename renames replace stat lstat access F_OK R_OK W_OK X_OK chdir
    fspath fsdecode fsencode PathLike DirEntry stat_result cpu_count process_cpu_count sched_getaffinity
    getpid urandom get_terminal_size terminal_size error strerror environ getenv truncate utime times
    SEEK_SET SEEK_CUR SEEK_END`),
  ],
  [
    'sys',
    words(`
    exit argv stdout stderr stdin maxsize maxunicode version version_info byteorder float_info int_info
    hash_info getsizeof setrecursionlimit getrecursionlimit platform float_repr_style exc_info
    getdefaultencoding getfilesystemencoding intern implementation executable stdlib_module_names
    set_int_max_str_digits get_int_max_str_digits getrefcount`),
  ],
  [
    'shutil',
    words(`
    copy copy2 copyfile copyfileobj copymode copystat copytree move make_archive unpack_archive
    get_terminal_size disk_usage get_archive_formats get_unpack_formats ignore_patterns Error
    SameFileError ReadError`),
  ],
  ['urllib', words('parse error')],
  [
    'platform',
    words(`
    python_version python_version_tuple python_implementation system machine release platform processor
    architecture`),
  ],
]);
