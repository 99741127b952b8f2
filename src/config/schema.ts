import { z } from 'zod';
import { approvalModes, reviewPolicies, toolCallModes } from '../contracts/policies.ts';

/** The longest time that any setting may name. */
export const longestSeconds = 86_400;

const seconds = z.number().positive().max(longestSeconds);
const variableName = z.string().regex(/^[A-Z_][A-Z0-9_]*$/);
const mebibytes = z.number().int().positive().max(1_048_576);

const count = z.number().int().positive().max(1_000_000);

const serviceSchema = z.strictObject({
  dir: z.string().min(1).describe('parent of the folders of all tenants'),
  tokensEnv: variableName.describe('name of the variable that holds the bearer tokens'),
  corsOrigins: z.array(z.url({ protocol: /^https?$/ })).describe('origins whose pages may call the service'),
  bodyMiB: mebibytes.max(512).describe('a request without its files'),
  filesMiB: mebibytes.describe('uploaded files together'),
  maxFiles: count.describe('uploaded files'),
  fileHours: z.number().positive().max(87_600).describe('how long a file is kept after its last use'),
  maxRunning: count.max(1_000).describe('tasks at work at once'),
  maxQueued: count.describe('tasks that wait for their turn, each tenant its share'),
  maxTasks: count.describe('tasks that are remembered'),
  tasksMiB: mebibytes.describe('results, events and artifacts of ended tasks together'),
  requestsPerMinute: count.describe('of one tenant, or of one address without a token'),
  drainSeconds: z.number().nonnegative().max(longestSeconds).describe('for tasks at work when it stops'),
  projectMiB: mebibytes.describe('files of one project'),
  projectFiles: count.describe('files of one project'),
  maxProjects: count,
  verifyExecute: z
    .boolean()
    .describe('verification of Python that is sent to /api/execute and /librechat/exec'),
});

/** Shape of the configuration; every value lives in `config/default.yaml`. */
export const configSchema = z.strictObject({
  enabled: z.boolean().describe('false refuses every task'),
  timeoutSeconds: seconds.describe('wall time of one run'),
  maxMemoryMiB: mebibytes.min(64).describe('memory one run may allocate'),
  executionDir: z.string().min(1).describe('parent of the throwaway run folders'),
  maxIterations: z.number().int().min(1).max(10).describe('verification rounds per task'),
  allowPartialExecution: z
    .boolean()
    .describe('run code when only minor issues are left after the last round'),
  maxFileSizeMiB: mebibytes.describe('largest input file'),
  outputDir: z.string().min(1).describe('parent of the artifact folders'),
  auditDir: z.string().min(1).describe('folder of the audit log'),
  cache: z.boolean().describe('reuse approved code for the same question about the same files'),
  cacheMaxMiB: mebibytes.describe('all code that is kept for reuse'),
  output: z.strictObject({
    maxMiB: mebibytes.describe('stdout and stderr together'),
    diskMiB: mebibytes.describe('all files one run may write'),
    maxFiles: z.number().int().positive().max(10_000).describe('artifacts collected from one run'),
  }),
  approval: z.strictObject({
    policy: z.enum(approvalModes).describe('when somebody is asked before a program runs'),
    timeToLiveSeconds: seconds.describe('how long a request and then its grant are good for'),
    keyEnv: variableName.describe('name of the variable that holds the key of the grants'),
  }),
  functions: z.strictObject({
    maxInterpreters: z
      .number()
      .int()
      .min(1)
      .max(64)
      .describe('warm interpreters for sets of functions at once'),
  }),
  service: serviceSchema,
  pythonTools: z.strictObject({
    url: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .describe('service that does the work instead of this machine'),
    tokenEnv: variableName.describe('name of the variable that holds the bearer token'),
  }),
  isolation: z.strictObject({
    minimumTier: z
      .enum(['A', 'B'])
      .describe('a host below it refuses model-written code; on macOS, B accepts tier C'),
  }),
  python: z.strictObject({
    runtime: z.enum(['cpython', 'pyodide']).describe('pyodide is tier W, for hosts without another'),
    path: z.string().min(1).nullable().describe('interpreter to use as it is'),
  }),
  model: z.strictObject({
    name: z.string().min(1).nullable().describe('null asks the server for its first model'),
    baseUrl: z
      .url({ protocol: /^https?$/ })
      .nullable()
      .describe('OpenAI-compatible endpoint'),
    apiKeyEnv: variableName.describe('name of the variable that holds the key'),
    detectLocal: z.boolean().describe('look for model servers on the loopback interface'),
    timeoutSeconds: seconds.describe('per request'),
    maxRetries: z.number().int().min(0).max(10),
    contextTokens: z
      .number()
      .int()
      .min(2_048)
      .max(10_000_000)
      .nullable()
      .describe('prompt and reply together; null is what a local server tells, else 8192'),
    maxOutputTokens: z.number().int().min(256).max(200_000),
    toolCalls: z.enum(toolCallModes).describe('how agents have the model call tools'),
    toolDialect: z.string().min(1).max(64).describe('form of calls that are text; auto goes by the model'),
    review: z.enum(reviewPolicies).describe('when the model reviews code before it runs'),
  }),
});

export type Settings = z.infer<typeof configSchema>;

/** Settings plus what must never be written to a file: the keys themselves and where caches and state live. */
export interface Config extends Settings {
  /** Value of the variable `model.apiKeyEnv` names; null when unset or empty. */
  apiKey: string | null;
  /** Value of the variable `approval.keyEnv` names; null when unset or empty, and then each coder makes a key of its own. */
  approvalKey: string | null;
  /** Value of the variable `pythonTools.tokenEnv` names; null when unset or empty. */
  toolsToken: string | null;
  /** Absolute folder for the Python environments. */
  cacheDir: string;
  /** Absolute folder of this user alone: the key that proves what we wrote, and how far each audit log went. */
  stateDir: string;
  /** Absolute folder of this user's sockets, gone when the user logs out; null where the system gives none. */
  runtimeDir: string | null;
}

type Deep<Value> = Value extends object ? { [Key in keyof Value]?: Deep<Value[Key]> | undefined } : Value;

/** What a caller may override; unnamed settings keep their value. */
export type ConfigOverrides = Deep<Settings> & {
  apiKey?: string | null | undefined;
  approvalKey?: string | null | undefined;
  cacheDir?: string | undefined;
  stateDir?: string | undefined;
};
