import { type Problem, problemSchema, type ServiceCode, serviceCodes } from '../contracts/service/problem.ts';
import { CoderError, type ErrorCode, errorCodes } from '../errors/coder-error.ts';
import { parseJson } from '../text/parse-json.ts';

/** What a code of the service alone means for whoever calls it. */
const meanings: Record<ServiceCode, ErrorCode> = {
  unauthorized: 'config-invalid',
  forbidden: 'config-invalid',
  'not-found': 'input-invalid',
  conflict: 'input-invalid',
  'too-large': 'input-invalid',
  'too-many-requests': 'busy',
  unsupported: 'input-invalid',
  'not-allowed': 'input-invalid',
};

/** What is meant by an answer whose code is unknown, or that came from something between here and the service. */
const statusMeanings: Record<number, ServiceCode | ErrorCode> = {
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  409: 'conflict',
  413: 'too-large',
  429: 'too-many-requests',
  502: 'busy',
  503: 'busy',
  504: 'busy',
};

/** The service answered that it won't or can't: `code` is what that means here, `problem` is what it said. */
export class ServiceError extends CoderError {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.detail, { code: meaningOf(problem) });
    this.problem = problem;
  }
}

/** The error in an answer that is no success, whoever sent it. */
export function serviceError({ status, url }: Response, text: string): ServiceError {
  const said = problemSchema.safeParse(parseJson(text));
  if (said.success) return new ServiceError(said.data);
  return new ServiceError({
    type: 'about:blank',
    title: `HTTP ${status}`,
    status: Math.min(Math.max(status, 400), 599),
    detail: `${new URL(url).origin} answered ${status} with something that is no answer of the service; check that the URL is a service's and what stands in between.`,
    code: statusMeanings[status] ?? (status < 500 ? 'input-invalid' : 'internal'),
    requestId: '',
  });
}

function meaningOf({ code, status }: Problem): ErrorCode {
  const known = [code, statusMeanings[status]];
  for (const word of known) {
    const own = errorCodes.find((name) => name === word);
    if (own !== undefined) return own;
    const service = serviceCodes.find((name) => name === word);
    if (service !== undefined) return meanings[service];
  }
  return status < 500 ? 'input-invalid' : 'internal';
}
