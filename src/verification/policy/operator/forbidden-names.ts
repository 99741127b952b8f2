import type { Denial } from '../denial.ts';

const words = (text: string): string[] => text.trim().split(/\s+/);

const moduleDenial: Denial = {
  rule: 'forbidden-module',
  severity: 'blocking',
  why: 'functions may not reach the system, start programs, load code or unpickle',
  instead: 'Use pathlib for files, json or csv for data, and plain import statements.',
};

const builtinDenial: Denial = {
  rule: 'forbidden-builtin',
  severity: 'blocking',
  why: 'functions may not run text as code, ask for input or open files by this name',
  instead: 'Write code out; take values as parameters; read a file with pathlib.Path(name).read_text().',
};

/** Modules that are never imported, whatever a declaration allows. */
const modules = words('os sys subprocess importlib runpy pickle marshal shelve dill');

/** What is one of those modules under another name, or starts programs and loads code by itself. */
const sameAsModules = words(`
  posix nt pty pipes imp pkgutil zipimport _posixsubprocess _pickle _imp _frozen_importlib
  _frozen_importlib_external _pyio cPickle cloudpickle sh plumbum pexpect ptyprocess`);

const builtins = words('eval exec compile __import__ open input raw_input file reload');

/** What is one of those builtins under another name. */
const sameAsBuiltins = words(`
  io.open io.open_code io.FileIO _io.open _io.open_code _io.FileIO codecs.open tokenize.open getpass.getpass`);

/** The names that the policy for functions forbids by itself, as dotted paths. */
export const forbiddenNames: ReadonlyMap<string, Denial> = new Map([
  ...[...modules, ...sameAsModules].map((name) => [name, moduleDenial] as const),
  ...builtins.map((name) => [`builtins.${name}`, builtinDenial] as const),
  ...sameAsBuiltins.map((name) => [name, builtinDenial] as const),
]);

/** Names under which a library hands on what is forbidden. */
export const handedOn: ReadonlySet<string> = new Set([
  ...modules,
  ...words(`
  posix nt pty builtins bltns ctypes _os _sys _pickle _posixsubprocess cPickle cloudpickle Popen check_output
  check_call getoutput getstatusoutput exec_ __builtins__ __loader__ __spec__ __dict__`),
]);

/** The finding for a name that something else hands on. */
export const handedOnDenial: Denial = {
  ...moduleDenial,
  why: 'it reaches a forbidden module through another one',
};
