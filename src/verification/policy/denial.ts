import type { Severity } from '../../contracts/issue.ts';

/** Why something is not allowed and what to write instead; `rule` is stable. */
export interface Denial {
  rule: string;
  severity: Severity;
  /** Completes "`x` is not allowed: …" or "`x` will not work: …". */
  why: string;
  instead: string;
}

export const denials = {
  network: {
    rule: 'blocked-network',
    severity: 'blocking',
    why: 'programs run without a network',
    instead: 'Work only with the input files in the working folder.',
  },
  process: {
    rule: 'blocked-process',
    severity: 'blocking',
    why: 'programs may not start or control processes',
    instead: 'Do the work in this program, with Python and the listed packages.',
  },
  dynamicCode: {
    rule: 'dynamic-code',
    severity: 'blocking',
    why: 'code made at run time can’t be checked before it runs',
    instead: 'Write the code out; to read a literal use ast.literal_eval or json.loads.',
  },
  loader: {
    rule: 'blocked-loader',
    severity: 'blocking',
    why: 'it loads or rewrites code at run time',
    instead: 'Use plain import statements of the listed packages.',
  },
  unpickling: {
    rule: 'unpickling',
    severity: 'blocking',
    why: 'unpickling runs whatever code the file contains',
    instead: 'Store and read data as CSV, JSON, Parquet or Excel.',
  },
  entities: {
    rule: 'external-entities',
    severity: 'blocking',
    why: 'a document could then read other files and addresses',
    instead: 'Parse with the defaults, or with resolve_entities=False.',
  },
  nativeMemory: {
    rule: 'native-memory',
    severity: 'blocking',
    why: 'it reaches past Python into the memory of the process',
    instead: 'Use numpy or the struct module.',
  },
  system: {
    rule: 'blocked-system',
    severity: 'blocking',
    why: 'it inspects or changes the system outside the program',
    instead: 'Leave it out; the program needs only its working folder.',
  },
  descriptor: {
    rule: 'file-descriptor',
    severity: 'blocking',
    why: 'a number stands for a file that something else has open',
    instead: 'Open files by their names.',
  },
  deletion: {
    rule: 'blocked-deletion',
    severity: 'blocking',
    why: 'deleting folder trees is not needed: the working folder is thrown away after the run',
    instead: 'Leave it out, or remove single files with os.remove.',
  },
  display: {
    rule: 'no-display',
    severity: 'blocking',
    why: 'there is no screen, keyboard or clipboard',
    instead: 'Print the result, or save figures as files.',
  },
  introspection: {
    rule: 'introspection',
    severity: 'blocking',
    why: 'it walks into the interpreter’s internals',
    instead: 'Use the public functions of the object.',
  },
  restrictedMember: {
    rule: 'restricted-member',
    severity: 'blocking',
    why: 'only the harmless part of this module may be used',
    instead: 'Use os.path, os.listdir, os.makedirs, shutil.copy, sys.exit and the like, or leave it out.',
  },
  environment: {
    rule: 'environment-read',
    severity: 'major',
    why: 'the environment of the program is empty',
    instead: 'Write the value into the program as a constant.',
  },
  stdin: {
    rule: 'reads-input',
    severity: 'major',
    why: 'nobody can answer: standard input is empty',
    instead: 'Take every value from the question or the input files and write it as a constant.',
  },
  worker: {
    rule: 'worker-processes',
    severity: 'major',
    why: 'worker processes are denied where the program runs',
    instead: 'Use a plain loop, numpy, or concurrent.futures.ThreadPoolExecutor.',
  },
} as const satisfies Record<string, Denial>;
