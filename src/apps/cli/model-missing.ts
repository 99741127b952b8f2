import { needsModel } from '../../agents/chat-model.ts';
import { errorFaceCodes } from '../../contracts/outcome-codes.ts';
import type { Answer } from './answer.ts';
import { escapeLine } from './escape-terminal.ts';

/** The answer of a verb that can't do without a model; `facts` stand in the object of `--json` as well. */
export function modelMissing(problem: string, facts: object = {}): Answer {
  const error = needsModel(problem);
  return {
    exitCode: errorFaceCodes['model-failed'].exitCode,
    value: { success: false, status: 'no-generator', error, ...facts },
    text: '',
    problem: escapeLine(error),
    notes: '',
  };
}
