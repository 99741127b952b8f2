import type { PyodideExecution } from '../../contracts/pyodide.ts';
import type { ErrorCode } from '../../errors/coder-error.ts';
import { cleanText } from '../../text/clean-text.ts';

/** What is imported by another name than it is installed by. */
const packageOfModule = new Map([
  ['bs4', 'beautifulsoup4'],
  ['cv2', 'opencv-python'],
  ['dateutil', 'python-dateutil'],
  ['docx', 'python-docx'],
  ['fitz', 'pymupdf'],
  ['PIL', 'pillow'],
  ['pptx', 'python-pptx'],
  ['skimage', 'scikit-image'],
  ['sklearn', 'scikit-learn'],
  ['yaml', 'pyyaml'],
]);

const ofStatus: Partial<Record<PyodideExecution['status'], string>> = {
  'timed-out': 'Do less in one call, or have the time limit of this tool raised.',
  'out-of-memory': 'Work on smaller parts of the data, or have the memory limit of this tool raised.',
  lost: 'The interpreter ended; the next call starts a fresh one.',
};

const ofSyntax = 'Correct the source and call again; nothing of it has run.';

const ofType = new Map([
  ['SyntaxError', ofSyntax],
  ['IndentationError', ofSyntax],
  ['TabError', ofSyntax],
  [
    'FileNotFoundError',
    'Files of the workspace are there after a call with sync_workspace, below /workspace.',
  ],
]);

const ofCode: Partial<Record<ErrorCode, string>> = {
  'isolation-missing':
    'The runtime is not ready: nothing on this machine can hold the interpreter. Ask a person to set that up.',
  'python-missing':
    'The runtime is not ready: Pyodide is not installed. Ask a person to install the package pyodide.',
  'config-invalid': 'The runtime is not ready: its settings are wrong. Ask a person to correct them.',
  busy: 'The runtime is not ready: the machine has no room right now. Try again later.',
  lost: 'The runtime is not ready: the interpreter ended. Call again to start a fresh one.',
};

/** What to do about code that did not succeed, told by how it ended and the type of its exception; null where only the code knows. */
export function adviceFor({ status, error }: Pick<PyodideExecution, 'status' | 'error'>): string | null {
  const missing = error?.type === 'ModuleNotFoundError' ? missingModule(error.module) : null;
  return missing ?? ofStatus[status] ?? ofType.get(error?.type ?? '') ?? null;
}

/** The same for a fault of the host or the caller. */
export function adviceForCode(code: ErrorCode): string | null {
  return ofCode[code] ?? null;
}

/** Whatever the code made of the exception's `name`, only what can be a module's is spoken of. */
function missingModule(name: string | null | undefined): string | null {
  const module = /^[\p{ID_Start}_]\p{ID_Continue}{0,99}/u.exec(name ?? '')?.[0];
  if (module === undefined) return null;
  const wanted = packageOfModule.get(module) ?? module.replaceAll('_', '-');
  return cleanText(
    `The module ${module} is not installed: call install_python_package with {"package": "${wanted}"}, or name "${wanted}" in install_packages.`,
    500,
  );
}
