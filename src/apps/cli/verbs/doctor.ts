import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Diagnosis } from '../../../contracts/python-coder.ts';
import type { Answer, Session } from '../answer.ts';
import { renderDiagnosis } from '../render-diagnosis.ts';

/** Says what this machine has and lacks; a missing model is no fault, because the templates need none. */
export async function doctor({ coder, observer, out }: Session): Promise<Answer> {
  const diagnosis = await coder.diagnose(observer);
  const fault = !diagnosis.python.found ? 'python-missing' : isEnough(diagnosis) ? null : 'isolation-missing';
  return {
    exitCode: fault === null ? statusCodes.succeeded.exitCode : errorFaceCodes[fault].exitCode,
    value: { success: fault === null, ...diagnosis },
    text: renderDiagnosis(diagnosis, out),
    problem: '',
    notes: '',
  };
}

/** Below the required tier only the built-in templates run, so a host that is there is not in order. */
function isEnough({ isolation }: Diagnosis): boolean {
  if (!isolation.found) return false;
  const { tier } = isolation.isolation;
  return tier === 'A' || tier === isolation.minimumTier;
}
