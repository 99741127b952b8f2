import { STATUS_CODES } from 'node:http';
import type { FastifyError } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { errorFaceCodes } from '../../contracts/outcome-codes.ts';
import type { Problem, ServiceCode } from '../../contracts/service/problem.ts';
import { CoderError, type ErrorCode } from '../../errors/coder-error.ts';
import { shortageIn } from '../../errors/exhaustion.ts';
import { ProjectRefusal, type RefusalReason } from '../../projects/project-refusal.ts';
import { fullDiskWord, isFullDisk } from './full-disk.ts';
import { ServiceFault } from './service-fault.ts';

/** What fastify and its plugins answer for themselves, by the status they give it. */
const codesOfStatus: Record<number, ServiceCode | ErrorCode> = {
  400: 'input-invalid',
  401: 'unauthorized',
  403: 'forbidden',
  404: 'not-found',
  405: 'not-allowed',
  408: 'cancelled',
  409: 'conflict',
  413: 'too-large',
  414: 'input-invalid',
  415: 'unsupported',
  416: 'range-invalid',
  429: 'too-many-requests',
  431: 'input-invalid',
  503: 'busy',
};

const codesOfRefusals: Record<RefusalReason, ServiceCode> = {
  'bad-id': 'unprocessable',
  'bad-name': 'unprocessable',
  'file-too-large': 'too-large',
  'project-full': 'too-large',
  'too-many-files': 'too-large',
  'too-many-projects': 'conflict',
  removed: 'not-found',
};

const unknownFault =
  'The service failed at this request; its log has the reason under the id of the request.';
const maxErrors = 50;

/** What a client is told of an error. Only faults that were thrown on purpose are told in their own words. */
export function problemOf(error: unknown, requestId: string): Problem {
  if (error instanceof ServiceFault)
    return {
      ...problemWith({ status: error.status, code: error.code, detail: error.message, requestId }),
      ...(error.errors && { errors: error.errors }),
    };
  if (error instanceof ProjectRefusal) {
    const code = codesOfRefusals[error.reason];
    return problemOf(new ServiceFault(code, error.message), requestId);
  }
  if (isFullDisk(error)) return problemOf(new ServiceFault('storage-full', fullDiskWord), requestId);
  const known = error instanceof CoderError ? error : shortageIn(error);
  if (known) {
    const { httpStatus } = errorFaceCodes[known.code];
    const status = httpStatus < 400 ? 500 : httpStatus;
    const detail = known.code === 'internal' ? unknownFault : known.message;
    return problemWith({ status, code: known.code, detail, requestId });
  }
  const { statusCode = 500, message, code } = error as FastifyError;
  if (hasZodFastifySchemaValidationErrors(error)) {
    const issues = error.validation.map(({ instancePath, message: what = '' }) => ({
      path: instancePath.split('/').slice(1),
      message: what,
    }));
    return problemOfIssues(issues, requestId);
  }
  if (error instanceof z.ZodError) return problemOfIssues(error.issues, requestId);
  const status = code === 'FST_REQ_FILE_TOO_LARGE' ? 413 : statusCode;
  const own = status < 500 || status === 503;
  return problemWith({
    status: own ? status : 500,
    code: own ? (codesOfStatus[status] ?? 'input-invalid') : 'internal',
    detail: own ? message : unknownFault,
    requestId,
  });
}

/** A problem whose title is what its status means. */
export function problemWith(of: Pick<Problem, 'status' | 'code' | 'detail' | 'requestId'>): Problem {
  const { status } = of;
  return { type: 'about:blank', title: STATUS_CODES[status] ?? clientLeft, ...of };
}

function problemOfIssues(
  issues: readonly { path: readonly PropertyKey[]; message: string }[],
  requestId: string,
): Problem {
  const errors = issues
    .slice(0, maxErrors)
    .map(({ path, message }) => ({ path: path.map(String).join('.'), message }));
  const [first] = errors;
  const detail = `The request does not fit: ${first?.path || 'the body'}: ${first?.message}.`;
  return { ...problemWith({ status: 400, code: 'input-invalid', detail, requestId }), errors };
}

const clientLeft = 'Client Closed Request';
