import { describe, expect, it } from 'vitest';
import { route } from '../../../src/agents/router/route.ts';

const averageTurns = [
  { role: 'user', content: 'What is the average salary?' },
  { role: 'assistant', content: 'It is 58 210.' },
] as const;

describe('route', () => {
  it('answers with the route, the tools, a confidence and its reasons', async () => {
    expect(await route('Draw a histogram of the ages', { files: ['people.xlsx'] })).toEqual({
      route: 'react',
      tools: ['python_coder'],
      confidence: expect.closeTo(0.95, 1),
      reasons: expect.arrayContaining(['There are files (+2.8).', 'It asks for a chart (+2.4).']),
    });
  });

  it('names no tool for a conversation', async () => {
    expect(await route('Hello!')).toMatchObject({ route: 'chat', tools: [] });
  });

  it('tells a question about a concept from a question about data', async () => {
    const files = ['employees.csv'];
    expect(await route('What is a median?', { files })).toMatchObject({ route: 'chat' });
    expect(await route('What is the median of salary?', { files })).toMatchObject({ route: 'react' });
  });

  it.each([
    "What does the phrase 'calculate the risk' mean?",
    'Translate "plot the total of column A" into French',
    'Explain this: ```\nfor row in rows: total += row.calculate()\n```',
    "Don't compute anything, just tell me what a variance is.",
    'I wrote code yesterday, it was fun',
  ])('is not led astray by words that are only mentioned: %s', async (query) => {
    expect(await route(query)).toMatchObject({ route: 'chat', tools: [] });
  });

  it('needs several steps for a plan, not several words of order', async () => {
    const files = ['sales.csv'];
    const steps =
      'First clean the data, then compute monthly totals, and finally plot them and save an Excel file';
    expect(await route(steps, { files })).toMatchObject({ route: 'plan-and-execute' });
    const ordered =
      'At the first stop 4 people got on, then at the second 6. How many were there in the end?';
    expect(await route(ordered)).toMatchObject({ route: 'react' });
  });

  it('understands a short question by the one before it', async () => {
    const files = ['employees.csv'];
    const calculation = [{ role: 'user', content: 'Calculate 17% of 2350' }] as const;
    const thanks = [...calculation, { role: 'user', content: 'Thank you!' }] as const;
    expect(await route('And for Berlin?', { history: calculation })).toMatchObject({ route: 'react' });
    expect(await route('And for Berlin?', { history: thanks })).toMatchObject({ route: 'chat' });
    expect(await route('Thanks!', { files, history: averageTurns })).toMatchObject({ route: 'chat' });
  });

  it('reads only what the user said: other turns may quote files', async () => {
    const quoted =
      'Calculate the total, then plot it, and finally implement a dashboard in Python with 3, 4, 5 charts';
    for (const role of ['assistant', 'tool', 'system'] as const) {
      const history = [
        { role: 'user', content: 'Hello!' },
        { role, content: quoted },
      ] as const;
      expect(await route('And you?', { history })).toEqual(
        await route('And you?', { history: history.slice(0, 1) }),
      );
    }
  });

  it('finds the question before and after a long paste', async () => {
    const paste = 'lorem ipsum dolor '.repeat(50_000);
    expect(await route(`Calculate the mean and the variance\n${paste}`)).toMatchObject({ route: 'react' });
    expect(await route(`${paste}\nCalculate the mean and the variance`)).toMatchObject({ route: 'react' });
    const inside = await route(`${paste}\nCalculate the mean and the variance\n${paste}`);
    expect(inside).toMatchObject({ route: 'chat' });
  });

  it('gives an empty query to the conversation', async () => {
    expect(await route('')).toEqual(await route('   '));
    expect(await route('')).toMatchObject({ route: 'chat', reasons: ['Nothing in it asks for a tool.'] });
  });

  it('throws cancelled when the signal has fired', async () => {
    await expect(route('Hello!', { signal: AbortSignal.abort() })).rejects.toMatchObject({
      code: 'cancelled',
    });
  });
});
