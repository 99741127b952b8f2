import type { Program } from '../contracts/runtime.ts';
import { CoderError } from '../errors/coder-error.ts';

const mostCharacters = 65_536;
const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What the loader, the C library and the interpreter obey. */
const obeyed = /^(?:LD_|DYLD_|PYTHON|MALLOC_|GLIBC_TUNABLES$|GCONV_PATH$|LOCPATH$|NLSPATH$)/;
/** What every program finds set, see `set_environment` in `execute.py`. */
const fixed = new Set([
  ...[
    'OPENBLAS_NUM_THREADS',
    'OMP_NUM_THREADS',
    'MKL_NUM_THREADS',
    'NUMEXPR_NUM_THREADS',
    'LOKY_MAX_CPU_COUNT',
  ],
  ...[
    'HOME',
    'TMPDIR',
    'LANG',
    'MPLBACKEND',
    'MPLCONFIGDIR',
    'ARROW_DEFAULT_MEMORY_POOL',
    'JE_ARROW_MALLOC_CONF',
  ],
  'JOBLIB_MULTIPROCESSING',
]);

/** Throws `config-invalid`, naming the variable and never its value, for what a program can't be given in its environment. */
export function checkEnvironment(environment: Program['environment'] = {}): void {
  for (const [name, value] of Object.entries(environment)) {
    const shown = JSON.stringify(name.slice(0, 100));
    if (!plainName.test(name))
      throw invalid(`${shown} is no name of a variable: letters, digits and underscores only`);
    if (obeyed.test(name) || fixed.has(name))
      throw invalid(`the variable ${shown} decides how the interpreter works, and programs find it fixed`);
    if (/[\0\p{Surrogate}]/u.test(value))
      throw invalid(`the value of ${shown} holds a character that no environment can`);
  }
  const characters = Object.entries(environment).flat().join('').length;
  if (characters > mostCharacters)
    throw invalid(`its variables are longer than ${mostCharacters} characters`);
}

function invalid(what: string): CoderError {
  return new CoderError(`The environment of a program is invalid: ${what}.`, { code: 'config-invalid' });
}
