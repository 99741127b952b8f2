import { errorFaceCodes, statusCodes } from '../../../contracts/outcome-codes.ts';
import type { Answer, Session } from '../answer.ts';
import { formatCount } from '../format-units.ts';
import { type FunctionFlags, openDeclared } from '../open-declared.ts';
import { countFindings, renderFindings } from '../render-findings.ts';

/** Prints every finding about the declaration and the Python it brings, and runs nothing; what blocks fails it. */
export async function validate(flags: FunctionFlags, session: Session): Promise<Answer> {
  await using registry = await openDeclared(flags, session);
  const report = await registry.validate();
  const { ok, findings, functions, files } = report;
  const read = `${formatCount(functions, 'function')} in ${formatCount(files.length, 'Python file')}`;
  return {
    exitCode: (ok ? statusCodes.succeeded : errorFaceCodes['config-invalid']).exitCode,
    value: { success: ok, ...report },
    text: [...renderFindings(findings, session.out), `${read}: ${countFindings(findings)}`].join('\n'),
    problem: '',
    notes: '',
  };
}
