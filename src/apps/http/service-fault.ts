import type { Problem, ServiceCode } from '../../contracts/service/problem.ts';

const statuses = {
  unauthorized: 401,
  forbidden: 403,
  'not-found': 404,
  'not-allowed': 405,
  conflict: 409,
  'too-large': 413,
  unsupported: 415,
  'range-invalid': 416,
  unprocessable: 422,
  'too-many-requests': 429,
  'storage-full': 507,
} satisfies Record<ServiceCode, number>;

/** A request that the service refuses for a reason of its own; faults of the library stay `CoderError`. */
export class ServiceFault extends Error {
  override readonly name = 'ServiceFault';
  readonly code: ServiceCode;
  readonly errors: Problem['errors'];
  constructor(code: ServiceCode, message: string, { errors }: { errors?: Problem['errors'] } = {}) {
    super(message);
    this.code = code;
    this.errors = errors;
  }

  get status(): number {
    return statuses[this.code];
  }
}
