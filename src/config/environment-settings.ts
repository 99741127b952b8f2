import { CoderError } from '../errors/coder-error.ts';

type Tree = { [key: string]: unknown };

const kinds = {
  text: (raw: string) => raw,
  number: (raw: string) => (/^\d+(\.\d+)?$/.test(raw) ? Number(raw) : undefined),
  flag: (raw: string) =>
    ({ true: true, '1': true, yes: true, false: false, '0': false, no: false })[raw.toLowerCase()],
};

/** The only environment names that reach the configuration. */
export const environmentNames = [
  { name: 'PYTHON_CODE_ENABLED', key: ['enabled'], kind: 'flag' },
  { name: 'PYTHON_CODE_TIMEOUT', key: ['timeoutSeconds'], kind: 'number' },
  { name: 'PYTHON_CODE_MAX_MEMORY', key: ['maxMemoryMiB'], kind: 'number' },
  { name: 'PYTHON_CODE_EXECUTION_DIR', key: ['executionDir'], kind: 'text' },
  { name: 'PYTHON_CODE_MAX_ITERATIONS', key: ['maxIterations'], kind: 'number' },
  { name: 'PYTHON_CODE_ALLOW_PARTIAL_EXECUTION', key: ['allowPartialExecution'], kind: 'flag' },
  { name: 'PYTHON_CODE_MAX_FILE_SIZE', key: ['maxFileSizeMiB'], kind: 'number' },
  { name: 'PYTHON_CODE_OUTPUT_DIR', key: ['outputDir'], kind: 'text' },
  { name: 'PYTHON_CODE_AUDIT_DIR', key: ['auditDir'], kind: 'text' },
  { name: 'PYTHON_CODE_CACHE', key: ['cache'], kind: 'flag' },
  { name: 'PYTHON_CODE_APPROVAL', key: ['approval', 'policy'], kind: 'text' },
  { name: 'PYTHON_CODE_REVIEW', key: ['model', 'review'], kind: 'text' },
  { name: 'PYTHON_CODER_SERVICE_DIR', key: ['service', 'dir'], kind: 'text' },
  { name: 'PYTHON_TOOLS_URL', key: ['pythonTools', 'url'], kind: 'text' },
  { name: 'PYTHON_CODER_RUNTIME', key: ['python', 'runtime'], kind: 'text' },
  { name: 'PYTHON_CODER_PYTHON', key: ['python', 'path'], kind: 'text' },
  { name: 'OPENAI_MODEL', key: ['model', 'name'], kind: 'text' },
  { name: 'OPENAI_BASE_URL', key: ['model', 'baseUrl'], kind: 'text' },
] as const;

/** Settings found in the environment; empty values count as unset. Throws `config-invalid` naming the variable. */
export function environmentSettings(env: Record<string, string | undefined>): Tree {
  const settings: Tree = {};
  for (const { name, key, kind } of environmentNames) {
    const raw = env[name]?.trim();
    if (!raw) continue;
    const value = kinds[kind](raw);
    if (value === undefined) {
      throw new CoderError(`The environment variable ${name} must be a ${kind}, but it is "${raw}".`, {
        code: 'config-invalid',
      });
    }
    const [section, setting] = key as readonly [string, string?];
    if (setting === undefined) settings[section] = value;
    else settings[section] = { ...(settings[section] as Tree | undefined), [setting]: value };
  }
  return settings;
}
