import { isSufficient } from '../../../contracts/isolation.ts';
import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Diagnosis } from '../../../contracts/python-coder.ts';
import type { ErrorCode } from '../../../errors/coder-error.ts';
import type { Answer, Session } from '../answer.ts';
import { renderDiagnosis } from '../render-diagnosis.ts';

export interface DoctorOptions {
  verbose?: boolean;
}

/** Says what this machine has and lacks; a missing model is no fault, because the templates need none. */
export async function doctor({ verbose = false }: DoctorOptions, session: Session): Promise<Answer> {
  const { coder, observer, out } = session;
  const diagnosis = await coder.diagnose(observer);
  const fault = faultIn(diagnosis);
  return {
    exitCode: fault === null ? statusCodes.succeeded.exitCode : errorFaceCodes[fault].exitCode,
    value: { success: fault === null, ...diagnosis },
    text: renderDiagnosis(diagnosis, out, { verbose }),
    problem: '',
    notes: '',
  };
}

/** Where a service does the work, this machine needs nothing else. */
function faultIn(diagnosis: Diagnosis): ErrorCode | null {
  const { service, python } = diagnosis;
  if (service !== undefined) return service.found && service.readiness.ready ? null : 'busy';
  if (!python.found) return 'python-missing';
  return isEnough(diagnosis) ? null : 'isolation-missing';
}

/** Below the required tier only the built-in templates run, so a host that is there is not in order. */
function isEnough({ isolation }: Diagnosis): boolean {
  if (!isolation.found) return false;
  return isSufficient(isolation.isolation.tier, isolation.minimumTier);
}
