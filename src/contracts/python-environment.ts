/** A CPython that can run generated code, with what is installed in it. */
export interface PythonEnvironment {
  /** Absolute path of the interpreter. */
  python: string;
  /** Full version, for example "3.11.7". */
  version: string;
  /** `managed`: built by this package from the lock; `configured`: the caller named it; `system`: found on the machine because the package index could not be reached; `pyodide`: the interpreter of tier W. */
  source: 'managed' | 'configured' | 'system' | 'pyodide';
  /** Installed distributions, lower-cased name to version. */
  packages: Record<string, string>;
  /** Names from `requirements_python_coder.txt` that are not installed. */
  missing: string[];
  /** A ready matplotlib cache folder with a font list for this interpreter, or null. */
  matplotlibCache: string | null;
}
