import { type Problem, problemSchema } from '../contracts/service/problem.ts';
import { CoderError, type ErrorCode, errorCodes } from '../errors/coder-error.ts';
import { parseJson } from '../text/parse-json.ts';

/** What a status means for whoever called, where the code is one of the service alone or came from what stands before it. */
const meanings: Record<number, ErrorCode> = {
  401: 'config-invalid',
  403: 'config-invalid',
  429: 'busy',
  502: 'busy',
  503: 'busy',
  504: 'busy',
};

const tokenAdvice = ' Give it as `token`, or set PYTHON_TOOLS_TOKEN.';

/** The service answered that it won't or can't: `code` is what that means here, `problem` is what it said. */
export class ServiceError extends CoderError {
  readonly problem: Problem;
  constructor(problem: Problem) {
    super(problem.status === 401 ? problem.detail + tokenAdvice : problem.detail, {
      code: meaningOf(problem),
    });
    this.problem = problem;
  }
}

/** The error in an answer that is no success, whoever sent it. */
export function serviceError({ status, url }: Response, text: string): ServiceError {
  const said = problemSchema.safeParse(parseJson(text));
  if (said.success) return new ServiceError(said.data);
  const known = { status: Math.min(Math.max(status, 400), 599), code: '' };
  return new ServiceError({
    ...known,
    type: 'about:blank',
    title: `HTTP ${status}`,
    detail: `${URL.canParse(url) ? new URL(url).origin : 'The server'} answered ${status} with something that is no answer of the service; check that the URL is a service's and what stands in between.`,
    code: meaningOf(known),
    requestId: '',
  });
}

function meaningOf({ code, status }: Pick<Problem, 'code' | 'status'>): ErrorCode {
  const own = errorCodes.find((name) => name === code);
  return own ?? meanings[status] ?? (status < 500 ? 'input-invalid' : 'internal');
}
