import { describe, expect, it } from 'vitest';
import { runInSandbox } from '../helpers/sandbox.ts';

const exchange = {
  question: { name: '.own/question.json', text: '{"of": "us: ü"}' },
  answer: { name: '.own/answer.json', maxBytes: 1_000 },
};

describe.each(['A', 'B', 'limits'] as const)('a question and its answer in tier %s', (tier) => {
  it('are files to the program and no files that it left', async () => {
    const run = await runInSandbox(
      'text = open(".own/question.json", encoding="utf-8").read()\nopen(".own/answer.json", "w", encoding="utf-8").write(text[::-1])\nopen("made.txt", "w").write("made")',
      { tier, exchange },
    );
    expect(run).toMatchObject({ status: 'finished', answer: { bytes: 16, text: '}"ü :su" :"fo"{' } });
    expect(run.files.map(({ name }) => name)).toEqual(['made.txt']);
  });

  it('may be written over and in, as they are files of the program', async () => {
    const run = await runInSandbox(
      'open(".own/question.json", "w").write("mine")\nopen(".own/more.txt", "w").write("more")',
      { tier, exchange },
    );
    expect(run).toMatchObject({ status: 'finished', answer: null });
    expect(run.files.map(({ name }) => name)).toEqual(['.own/more.txt']);
  });

  it('lets a question be long, and does not read an answer that is too long', async () => {
    const text = 'x'.repeat(3_000_000);
    const run = await runInSandbox(
      'n = len(open(".own/question.json").read())\nopen(".own/answer.json", "w").write("y" * 1001)\nprint(n)',
      { tier, exchange: { ...exchange, question: { ...exchange.question, text } } },
    );
    expect(run).toMatchObject({ stdout: '3000000\n', answer: { bytes: 1001, text: null } });
  });

  it('counts an answer among the files of nobody', async () => {
    const run = await runInSandbox(
      'for n in range(60): open(f"!{n:02}", "w").close()\nopen(".own/answer.json", "w").write("late")',
      { tier, exchange },
    );
    expect(run.files).toHaveLength(50);
    expect(run.answer).toEqual({ bytes: 4, text: 'late' });
  });
});

describe('an answer of a process that may make links and pipes', () => {
  it.each([
    ['a link to a file', 'open("elsewhere", "w").write("x"); os.symlink("../elsewhere", ".own/answer.json")'],
    [
      'in a linked folder',
      'os.mkdir("there"); open("there/answer.json", "w").write("x"); os.remove(".own/question.json"); os.rmdir(".own"); os.symlink("there", ".own")',
    ],
    ['a pipe', 'os.mkfifo(".own/answer.json")'],
    ['a folder', 'os.makedirs(".own/answer.json/deep")'],
  ])('is not read where it is %s', async (_, code) => {
    const run = await runInSandbox(`import os\n${code}`, { tier: 'limits', exchange });
    expect(run).toMatchObject({ status: 'finished', answer: null });
  });
});
