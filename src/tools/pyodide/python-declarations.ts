import { z } from 'zod';

const packages = z
  .array(z.string().min(1).max(200))
  .max(20)
  .describe('Packages to install before, such as "attrs" or "attrs>=23", one after the other.');
const sync = z
  .boolean()
  .describe('Brings the files of the workspace up to date before, and what the code wrote back after.');

/** What every tool takes; strict, so that a misspelt argument is told instead of ignored. */
export const pythonInputs = {
  execute_python: z.strictObject({
    code: z
      .string()
      .min(1)
      .max(1_000_000)
      .describe('Python source. The value of its last expression is the result.'),
    install_packages: packages.optional(),
    sync_workspace: sync.optional(),
  }),
  execute_python_file: z.strictObject({
    path: z.string().min(1).max(1_024).describe('A file of the workspace, such as "reports/sales.py".'),
    install_packages: packages.optional(),
    sync_workspace: sync.optional(),
  }),
  install_python_package: z.strictObject({
    package: z
      .string()
      .min(1)
      .max(200)
      .describe('A package, such as "attrs", "attrs>=23" or "requests[socks]".'),
  }),
  list_python_packages: z.strictObject({}),
} as const;

export type PythonToolName = keyof typeof pythonInputs;
export type PythonInput<Name extends PythonToolName> = z.infer<(typeof pythonInputs)[Name]>;

export const pythonToolNames = Object.keys(pythonInputs) as PythonToolName[];

/** For the model that decides when to call it, and for people. */
export const pythonWords: Record<PythonToolName, { title: string; description: string }> = {
  execute_python: {
    title: 'Run Python',
    description:
      'Runs Python in an interpreter without network, processes or threads: Pyodide with its standard library. The value of the last expression and what was printed come back. Variables do not survive a call; files below /workspace do once the workspace is synced.',
  },
  execute_python_file: {
    title: 'Run a Python file',
    description: 'Runs a Python file of the workspace as a program, as execute_python runs code.',
  },
  install_python_package: {
    title: 'Install a Python package',
    description:
      'Installs a package and what it needs into the interpreter: pure Python wheels, and those built for Pyodide. It stays for later calls.',
  },
  list_python_packages: {
    title: 'List Python packages',
    description: 'Lists the packages that the interpreter has, with their versions and where they came from.',
  },
};

/** One tool as data: the same text on every call. */
export interface PythonToolDeclaration {
  name: PythonToolName;
  description: string;
  /** A JSON Schema. */
  parameters: Record<string, unknown>;
}

export function pythonDeclarations(): PythonToolDeclaration[] {
  return pythonToolNames.map((name) => {
    const { $schema, ...parameters } = z.toJSONSchema(pythonInputs[name], { io: 'input' });
    return { name, description: pythonWords[name].description, parameters: { ...parameters } };
  });
}
