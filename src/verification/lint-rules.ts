import type { Severity } from '../contracts/issue.ts';

interface LintRule {
  code: string;
  severity: Severity;
  /** What happens and what to write instead; Ruff's own sentence comes before it. */
  advice: string;
}

const crash = (advice: string, ...codes: string[]): LintRule[] =>
  codes.map((code) => ({ code, severity: 'major', advice }));

/** What Ruff looks for beyond syntax: only what predicts a crash or a wrong answer, and nothing the policy reports. */
export const lintRules: readonly LintRule[] = [
  ...crash('Import or define the name before using it.', 'F821'),
  ...crash('Give the variable a value before it is read in this function.', 'F823'),
  ...crash(
    'The formatting fails: make placeholders and values match.',
    'F501',
    'F502',
    'F503',
    'F505',
    'F506',
    'F507',
    'F508',
    'F509',
    'F521',
    'F524',
    'F525',
    'PLE1300',
    'PLE1307',
  ),
  ...crash('Use == to compare values.', 'F632'),
  ...crash('Use print(..., file=...) instead.', 'F633'),
  ...crash('Raise NotImplementedError, which is an exception.', 'F901'),
  ...crash('The call fails: give as many values as the text has placeholders.', 'PLE1205', 'PLE1206'),
  ...crash('Creating the object fails: return nothing from __init__.', 'PLE0100', 'PLE0101'),
  ...crash('The method is called with other arguments by Python: use the usual signature.', 'PLE0302'),
  ...crash(
    'Return a value of the type Python expects from this method.',
    'PLE0303',
    'PLE0305',
    'PLE0307',
    'PLE0308',
    'PLE0309',
  ),
  ...crash('Raise an exception object.', 'PLE0704', 'PLE1507', 'PLE1310'),
  ...crash('Use yaml.safe_load.', 'S506'),
  ...crash('This alias is gone from numpy; use the name Ruff gives.', 'NPY001'),
  ...crash('This name is gone from numpy 2; use the replacement.', 'NPY201'),
  { code: 'B018', severity: 'minor', advice: 'Print the value, or remove the line.' },
  { code: 'B015', severity: 'minor', advice: 'Use the result of the comparison, or remove the line.' },
];
