import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { renderDiagnosis } from '../render-diagnosis.ts';

/** Says what this machine has and lacks; a missing model is no fault, because the templates need none. */
export async function doctor({ coder, observer, out }: Session): Promise<Answer> {
  const diagnosis = await coder.diagnose(observer);
  const fault = diagnosis.python.found
    ? diagnosis.isolation.found
      ? null
      : 'isolation-missing'
    : 'python-missing';
  return {
    exitCode: fault === null ? statusCodes.succeeded.exitCode : errorFaceCodes[fault].exitCode,
    value: { success: fault === null, ...diagnosis },
    text: renderDiagnosis(diagnosis, out),
    problem: '',
    notes: '',
  };
}
