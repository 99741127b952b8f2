import { serviceVariables } from '../config/service-variables.ts';
import { type ExecuteRequest, type Execution, executionSchema } from '../contracts/service/execute.ts';
import { healthSchema, type Readiness, readinessSchema } from '../contracts/service/health.ts';
import {
  type DescribeRequest,
  type Descriptions,
  descriptionsSchema,
  type Verdict,
  type VerifyRequest,
  verdictSchema,
} from '../contracts/service/look-requests.ts';
import {
  type Rendered,
  type RenderRequest,
  renderedSchema,
  type TemplateReport,
  templateReportSchema,
} from '../contracts/service/template-requests.ts';
import { CoderError } from '../errors/coder-error.ts';
import { type AuditVerdict, auditVerdictSchema } from './audit-replies.ts';
import { type FileCalls, fileCalls } from './file-calls.ts';
import { type ProjectCalls, projectCalls } from './project-calls.ts';
import { type TaskCalls, taskCalls } from './task-calls.ts';
import { type CallOptions, Transport } from './transport.ts';

export interface PythonToolsClientOptions {
  /** Where the service is; else what PYTHON_TOOLS_URL says, else, in a browser, where the page came from. */
  url?: string | URL | undefined;
  /** The bearer token; else what PYTHON_TOOLS_TOKEN says. Null sends none. */
  token?: string | null | undefined;
  /** Stands for the global `fetch`, for proxies and certificates of one's own. */
  fetch?: typeof globalThis.fetch | undefined;
  /** How often a request is sent again that can't do harm twice; 4 unless said otherwise. */
  retries?: number | undefined;
}

/** A service that runs Python, as functions. Everything that goes wrong is a `CoderError`; what the service refuses is a `ServiceError`. */
export interface PythonToolsClient {
  readonly url: string;
  readonly files: FileCalls;
  readonly tasks: TaskCalls;
  readonly projects: ProjectCalls;
  readonly templates: {
    render(request: RenderRequest, options?: CallOptions): Promise<Rendered>;
    /** Faults of the template are in the report. */
    validate(template: string, options?: CallOptions): Promise<TemplateReport>;
  };
  /** What is known about files. */
  describe(request: DescribeRequest, options?: CallOptions): Promise<Descriptions>;
  /** The static findings about Python; nothing runs. */
  verify(request: VerifyRequest, options?: CallOptions): Promise<Verdict>;
  /** Runs code as it is. Never sent twice. */
  execute(request: ExecuteRequest, options?: CallOptions): Promise<Execution>;
  /** Whether the audit log of the service is intact; its operator can see more. */
  verifyAudit(options?: CallOptions): Promise<AuditVerdict>;
  health(options?: CallOptions): Promise<{ status: 'ok'; version: string }>;
  /** What the service lacks is in the answer, never thrown. */
  ready(options?: CallOptions): Promise<Readiness>;
}

const usualRetries = 4;

/** A client of one service. Nothing is sent before the first call. Throws `config-invalid` without a usable URL. */
export function createPythonToolsClient(options: PythonToolsClientOptions = {}): PythonToolsClient {
  const known = serviceVariables();
  const transport = new Transport({
    url: serviceUrl(options.url ?? known.url ?? pageOrigin()),
    token: options.token === undefined ? known.token : options.token,
    fetch: options.fetch ?? ((...request) => globalThis.fetch(...request)),
    retries: options.retries ?? usualRetries,
  });
  const get = (path: string, { signal }: CallOptions) =>
    ({ method: 'GET', path, signal, repeatable: true }) as const;
  const post = (path: string, json: unknown, { signal }: CallOptions) =>
    ({ method: 'POST', path, json, signal, repeatable: true }) as const;
  return {
    url: transport.url,
    files: fileCalls(transport),
    tasks: taskCalls(transport),
    projects: projectCalls(transport),
    templates: {
      render: (request, call = {}) =>
        transport.ask(post('/api/templates/render', request, call), renderedSchema),
      validate: (template, call = {}) =>
        transport.ask(post('/api/templates/validate', { template }, call), templateReportSchema),
    },
    describe: (request, call = {}) => transport.ask(post('/api/describe', request, call), descriptionsSchema),
    verify: (request, call = {}) => transport.ask(post('/api/verify', request, call), verdictSchema),
    execute: (request, call = {}) => {
      const sent = { ...post('/api/execute', request, call), repeatable: false };
      return transport.ask(sent, executionSchema);
    },
    verifyAudit: (call = {}) => transport.ask(get('/api/audit/verify', call), auditVerdictSchema),
    health: (call = {}) => transport.ask(get('/health', call), healthSchema),
    ready: (call = {}) => transport.ask({ ...get('/ready', call), outcomes: true }, readinessSchema),
  };
}

/** Without a slash at its end; a path before the routes of the service stays. */
function serviceUrl(given: string | URL | null): string {
  const text = given?.toString() ?? '';
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.search !== '')
    throw new CoderError(
      'The URL of the service must be one of http or https without a name, a password or a query, such as http://127.0.0.1:8000; give it as url, or set PYTHON_TOOLS_URL.',
      { code: 'config-invalid' },
    );
  return (url.origin + url.pathname).replace(/\/+$/, '');
}

function pageOrigin(): string | null {
  const { location } = globalThis as { location?: { origin?: string } };
  return location?.origin ?? null;
}
