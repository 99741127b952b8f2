const isSerious = ({ severity }) => severity !== 'minor';

/** How many bad snippets their own rule finds on their own line, in all and by family where they have one, else by rule. */
export function recall(snippets, verify) {
  const total = { found: 0, of: 0 };
  const byRule = {};
  const missed = [];
  for (const { id, family, rule, line, code } of snippets) {
    const group = family ?? rule;
    byRule[group] ??= { found: 0, of: 0 };
    const { issues } = verify(code);
    const isFound = issues.some((issue) => issue.rule === rule && issue.line === line && isSerious(issue));
    if (!isFound) missed.push(id);
    for (const figures of [total, byRule[group]]) {
      figures.of += 1;
      figures.found += isFound ? 1 : 0;
    }
  }
  return { total, byRule, missed };
}

/** How many harmless programs get a blocking or major finding, in all and by rule. */
export function falseFindings(programs, verify) {
  const total = { found: 0, of: programs.length };
  const byRule = {};
  const blamed = [];
  for (const { name, code } of programs) {
    const rules = new Set(
      verify(code)
        .issues.filter(isSerious)
        .map(({ rule }) => rule),
    );
    if (rules.size > 0) {
      total.found += 1;
      blamed.push(`${name}: ${[...rules].join(', ')}`);
    }
    for (const rule of rules) {
      byRule[rule] ??= { found: 0, of: programs.length };
      byRule[rule].found += 1;
    }
  }
  return { total, byRule, blamed };
}
