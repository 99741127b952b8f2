import { describe, expect, it } from 'vitest';
import { modifyCode } from '../../../src/coder/author/modify-code.ts';
import { applyOverrides } from '../../../src/coder/rounds/apply-overrides.ts';
import type { Issue } from '../../../src/contracts/issue.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { loadPrompts } from '../../../src/prompts/load-prompts.ts';
import { brief } from '../../helpers/briefs.ts';

const prompts = loadPrompts();
const block = '```python\nprint(2)\n```\n';
const issues: Issue[] = [
  { rule: 'review-wrong-answer', source: 'review', severity: 'major', message: 'prints 1', line: 1 },
  {
    rule: 'blocked-import',
    source: 'policy',
    severity: 'blocking',
    message: 'os is blocked',
    suggestion: 'use pathlib',
  },
];

function noted(note: object): string {
  return `${block}\`\`\`json\n${JSON.stringify(note)}\n\`\`\``;
}

async function modify(...replies: string[]) {
  const model = scriptedModel(replies);
  const modified = await modifyCode({ ...brief(), code: 'print(1)\nx = "```"\n', issues }, model, {
    prompts,
  });
  return { modified, calls: model.calls };
}

describe('modifyCode', () => {
  it('shows the model the numbered program and the numbered issues', async () => {
    const { calls } = await modify(block);
    expect(calls[0]?.purpose).toBe('modify');
    expect(calls[0]?.user).toContain('1| print(1)\n2| x = "```"\n```');
    expect(calls[0]?.user).toMatch(/"issue": 1, "source": "review".*prints 1/);
    expect(calls[0]?.user).toMatch(/"issue": 2, "source": "policy".*use pathlib/);
  });

  it('returns the program and what is said about each issue, as indexes into the issues', async () => {
    const { modified } = await modify(
      noted({
        fixed: [{ issue: 2, change: 'os is gone.' }],
        overrides: [{ issue: 1, explanation: ' Line 1 is right. ' }],
        changes: ['It prints 2.'],
      }),
    );
    expect(modified).toMatchObject({
      code: 'print(2)\n',
      fixed: [{ issue: 1, explanation: 'os is gone.' }],
      overrides: [{ issue: 0, explanation: 'Line 1 is right.' }],
      changes: ['os is gone.', 'It prints 2.'],
    });
  });

  it('understands a note in part: numbers alone, and entries beside others in the wrong form', async () => {
    const { modified } = await modify(
      noted({
        fixed: [1, 'all', { issue: '2' }, { issue: -1, change: 'x' }, null],
        overrides: [{ issue: 1 }, { issue: 3, explanation: 'No.' }],
        changes: ['Fine.', 7],
      }),
    );
    expect(modified).toMatchObject({
      fixed: [
        { issue: 0, explanation: '' },
        { issue: 1, explanation: '' },
      ],
      overrides: [{ issue: 2, explanation: 'No.' }],
      changes: ['Fine.'],
    });
  });

  it('does not let an issue be fixed and overridden at once', async () => {
    const { modified } = await modify(
      noted({
        fixed: [{ issue: 1, change: 'Done.' }],
        overrides: [{ issue: 1, explanation: 'It was right.' }],
      }),
    );
    expect(modified).toMatchObject({ fixed: [{ issue: 0 }], overrides: [] });
  });

  it('reminds the model of corrections that did not help', async () => {
    const again = issues.map((issue) => ({ ...issue, saidFixed: 2 }));
    const model = scriptedModel([block]);
    await modifyCode({ ...brief(), code: 'print(1)', issues: again }, model, { prompts });
    expect(model.calls[0]?.user).toContain('Said to be fixed 2 times and still there');
  });

  it.each([
    ['no note', block],
    ['a broken note', `${block}\`\`\`json\n{"changes": [\n\`\`\``],
    ['a note of another shape', `${block}\`\`\`json\n{"changes": "all", "overrides": {"issue": 1}}\n\`\`\``],
  ])('takes the program and claims nothing for %s', async (_, reply) => {
    const { modified } = await modify(reply);
    expect(modified).toMatchObject({ code: 'print(2)\n', changes: [], overrides: [] });
  });

  it('asks once more when only a note comes back', async () => {
    const { modified, calls } = await modify('```json\n{"changes": []}\n```', block);
    expect(modified.code).toBe('print(2)\n');
    expect(calls).toHaveLength(2);
  });
});

describe('applyOverrides', () => {
  const explained = [0, 1, 2, 3, 4].map((issue) => ({ issue, explanation: 'a false positive' }));
  const of = (source: Issue['source'], severity: Issue['severity']): Issue => ({
    rule: 'r',
    source,
    severity,
    message: 'm',
  });

  it('marks major review issues and nothing else', () => {
    const all = [
      of('review', 'major'),
      of('review', 'blocking'),
      of('lint', 'major'),
      of('execution', 'blocking'),
      of('review', 'minor'),
    ];
    expect(applyOverrides(all, explained).map(({ overridden }) => overridden)).toEqual([
      'a false positive',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('ignores overrides without a reason or for an issue that does not exist', () => {
    const all = [of('review', 'major')];
    expect(
      applyOverrides(all, [
        { issue: 0, explanation: '  ' },
        { issue: 7, explanation: 'x' },
        { issue: -1, explanation: 'x' },
      ]),
    ).toEqual(all);
  });
});
