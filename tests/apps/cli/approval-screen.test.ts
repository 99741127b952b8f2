import picocolors from 'picocolors';
import { expect, it } from 'vitest';
import { approvalScreen } from '../../../src/apps/cli/approval-screen.ts';
import type { ApprovalRequest } from '../../../src/contracts/approval.ts';

const page = { palette: picocolors.createColors(false), columns: 80 };
const request: ApprovalRequest = {
  callId: 'c'.repeat(32),
  query: 'q',
  generator: { kind: 'model', name: 'm', understood: null },
  code: `${'x = 1\n'.repeat(9)}print(x)\n`,
  codeSha256: 'abcdef'.padEnd(64, '0'),
  files: [{ name: 'sales.csv', sha256: '123456'.padEnd(64, '0') }],
  functions: { library: '654321'.padEnd(64, '0'), names: ['clean_orders', 'net_price'] },
  limits: { timeoutSeconds: 30, memoryMiB: 512, outputMiB: 1, diskMiB: 1 },
  seed: null,
  findings: [{ rule: 'b018', source: 'lint', severity: 'minor', message: 'Useless value.', line: 3 }],
  risks: [{ kind: 'writes-file', detail: "writes 'out.csv'", line: 10 }],
  expiresAt: '2026-01-01T12:00:00.000Z',
  mac: '0'.repeat(64),
};

it('says why a program is asked about, what was found, what it reads and may call, and every line of it', () => {
  const shown = approvalScreen(request, page);
  expect(shown).toContain("Why\n·           line 10: writes 'out.csv'\n");
  expect(shown).toContain('Found\n  minor     line 3: Useless value.\n');
  expect(shown).toContain('Reads\n            sales.csv  sha256 123456000000\n');
  expect(shown).toContain('May call\n            clean_orders, net_price  sha256 654321000000\n');
  expect(shown).toContain('Code, 10 lines, sha256 abcdef000000\n   1 │ x = 1\n');
  expect(shown.match(/^ {2}[ \d]\d │ /gm)).toHaveLength(10);
});

it('prints nothing a terminal would act on, wherever it stands', () => {
  const hostile = 'a\u001b[2J\u009b1A\rb\u202ec\nd';
  const shown = approvalScreen(
    {
      ...request,
      code: `# ${hostile}\n`,
      files: [{ name: hostile, sha256: '1'.repeat(64) }],
      functions: { library: '1'.repeat(64), names: [hostile] },
      findings: [{ rule: 'r', source: 'lint', severity: 'minor', message: hostile }],
      risks: [{ kind: 'package', detail: hostile }],
    },
    page,
  );
  expect(shown).not.toMatch(/[^\P{C}\n]|[\u202e\r]/u);
  expect(shown.match(/\\u202ec/g)).toHaveLength(5);
});
