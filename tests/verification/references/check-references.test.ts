import { beforeAll, describe, expect, it } from 'vitest';
import { issueSchema } from '../../../src/contracts/issue.ts';
import { loadParser, type ParsePython } from '../../../src/verification/program/parse-python.ts';
import { readProgram } from '../../../src/verification/program/program.ts';
import { sourceText } from '../../../src/verification/program/source-text.ts';
import { inputFiles } from '../../../src/verification/references/files/input-files.ts';
import { walkProgram } from '../../../src/verification/references/walk-program.ts';
import { createStaticVerifier, type StaticVerifier } from '../../../src/verification/verify-statically.ts';
import { badPrograms, goodPrograms } from '../corpus/references.ts';
import { brokenPieces } from '../differential/fuzz.ts';
import { stack } from '../stack.ts';
import { files } from './described.ts';

let verifier: StaticVerifier;
let parse: ParsePython;
beforeAll(async () => {
  [verifier, parse] = await Promise.all([createStaticVerifier(), loadParser()]);
});

function columnIssues(code: string) {
  return verifier.verify(code, { ...stack, files }).issues.filter(({ source }) => source === 'columns');
}

/** With the end of each program as its title, which is where they differ. */
function titled<Program extends { code: string }>(programs: readonly Program[]) {
  return programs.map((program) => ({ ...program, title: program.code.replaceAll('\n', ' ⏎ ').slice(-120) }));
}

describe('a name the files do not have', () => {
  it.each(titled(badPrograms))('is found: $title', ({ code, name, line, near }) => {
    const issues = columnIssues(code);
    expect(issues).toHaveLength(1);
    const [issue] = issues;
    expect(issue?.message).toContain(`'${name}'`);
    expect(issue?.severity).toBe('major');
    expect(issue?.line).toBe(line);
    if (near !== undefined) expect(issue?.message).toContain(`did you mean '${near}'?`);
  });
});

describe('a program that names only what is there', () => {
  it.each(titled(goodPrograms.map((code) => ({ code }))))('passes in silence: $title', ({ code }) => {
    expect(columnIssues(code)).toEqual([]);
  });
});

describe('the finding', () => {
  const read = "import pandas as pd\ndf = pd.read_csv('employees.csv')\n";

  it('names the file, the nearest name and the names to choose from', () => {
    expect(columnIssues(`${read}print(df['slary'])`)).toEqual([
      {
        rule: 'unknown-column',
        source: 'columns',
        severity: 'major',
        message: "Column 'slary' is not in employees.csv; did you mean 'salary'?",
        suggestion: "Use 'salary'. The columns here are 'name', 'department', 'salary', 'hire_date'.",
        line: 3,
        column: 10,
      },
    ]);
  });

  it('is one for all the lines that use the same wrong name', () => {
    const [issue, ...others] = columnIssues(`${read}print(df['pay'])\nprint(df['pay'] + df['pay'])\n`);
    expect(others).toEqual([]);
    expect(issue).toMatchObject({
      line: 3,
      message: "Column 'pay' is not in employees.csv (also on line 4).",
    });
  });

  it('says when the column was there and the program took it away', () => {
    const [issue] = columnIssues(`${read}df = df.drop(columns='salary')\nprint(df['salary'])`);
    expect(issue?.message).toContain('is no longer in the table read from employees.csv');
  });

  it('quotes hostile names on one short line', () => {
    const [issue] = columnIssues(`${read}print(df['a\\n\\u202e${'b'.repeat(5_000)}'])`);
    expect(issue?.message).toMatch(/^Column 'a b+…' is not in employees\.csv\.$/);
  });

  it('never comes twenty times over', () => {
    const uses = Array.from({ length: 60 }, (_, index) => `print(df['wrong ${index}'])`);
    expect(columnIssues(read + uses.join('\n'))).toHaveLength(20);
  });
});

describe('the check', () => {
  it('runs as a stage of its own, and only where files are described', () => {
    const stages = (described: typeof files) =>
      verifier.verify("open('x.csv')", { ...stack, files: described }).stages;
    expect(stages(files)).toEqual(['normalise', 'syntax', 'policy', 'lint', 'columns']);
    expect(stages([])).toEqual(['normalise', 'syntax', 'policy', 'lint']);
  });

  it('knows nothing of a file that the program writes itself', () => {
    const changed = `import pandas as pd
pd.DataFrame({'total': [1]}).to_csv('employees.csv')
print(pd.read_csv('employees.csv')['total'])
`;
    expect(columnIssues(changed)).toEqual([]);
  });

  it('is not led astray by names that JavaScript objects have', () => {
    const strange = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];
    for (const name of strange) {
      const code = `import pandas as pd
df = pd.read_csv('employees.csv')
df.columns = df.columns.str.${name}()
df = df.rename(columns=${name}).${name}()
print(df['${name}'], [${name}(x) for x in y])
`;
      expect(columnIssues(code)).toEqual([]);
      expect(
        columnIssues(`import pandas as pd\nprint(pd.read_csv('employees.csv')['${name}'])`),
      ).toHaveLength(1);
    }
  });

  it.each([
    [
      'loops in loops',
      'spends its steps',
      `${Array.from({ length: 14 }, (_, at) => `${' '.repeat(at)}for x${at} in y:`).join('\n')}\n${' '.repeat(14)}print(df['a'])`,
    ],
    [
      'a thousand branches',
      'spends its steps',
      Array.from({ length: 1_000 }, (_, at) => `if q:\n    v${at} = pd.read_csv('employees.csv')`).join('\n'),
    ],
    [
      'calls that call twice',
      'has steps left',
      Array.from({ length: 30 }, (_, at) => `def f${at}(x):\n    f${at - 1}(x)\n    f${at - 1}(x)`)
        .join('\n')
        .concat('\nf29(1)'),
    ],
    [
      'lists that hold themselves',
      'has steps left',
      'x = []\nx.append(x)\nfor a in b:\n    x = [x, x]\n    x.append(x)\nf(x)\nx = x + x',
    ],
  ])('ends in silence over %s and %s', (_, end, code) => {
    const hostile = `import pandas as pd\ndf = y = q = b = f = 1\n${code}`;
    const program = readProgram(parse(hostile), sourceText(hostile));
    const { budget, found } = walkProgram(program, inputFiles(files, new Set()));
    expect(found).toEqual(new Map());
    expect(budget).toBeGreaterThan(-1_000);
    expect(budget > 0 ? 'has steps left' : 'spends its steps').toBe(end);
  });

  it('answers with well-formed issues for programs broken in half or with a piece missing', () => {
    const broken = brokenPieces(
      badPrograms.map(({ code }) => code),
      { each: 8, seed: 7 },
    );
    const issues = broken.map(columnIssues);
    expect(issues.filter(({ length }) => length > 0).length).toBeGreaterThan(40);
    expect(issues.flat().filter((issue) => !issueSchema.safeParse(issue).success)).toEqual([]);
  });
});
