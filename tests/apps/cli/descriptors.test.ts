import { describe, expect, it } from 'vitest';
import { CommandRoom } from '../../helpers/cli.ts';

/** Below 22, Node itself can't start or read the first module of the command. */
const limits = [24, 28, 32, 40, 48, 64, 96, 128, 256];
const shortage = /^error: The system or this process has run out of a resource \(EMFILE\)\. [^\n]+\n$/;
const question = ['What is the average salary by team?', '--file', 'people.csv', '--quiet'];

async function room(): Promise<CommandRoom> {
  const opened = await CommandRoom.open();
  await opened.write('people.csv', 'team,salary\na,100\na,200\nb,50\n');
  await opened.write('config.yaml', 'model: { detectLocal: false }\n');
  return opened;
}

/** Runs a command that may open so many files at a time. */
function runLimited(place: CommandRoom, words: string[], limit: number) {
  return place.run([...words, '--config', 'config.yaml'], {
    env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
    through: ['sh', '-c', `ulimit -n ${limit}; exec "$@"`, 'sh'],
  });
}

const commands = [
  ['run', question, /^a +150\nb +50\n$/],
  ['describe', ['describe', 'people.csv'], /^people\.csv +csv, 3 rows x 2 columns/],
  ['doctor', ['doctor'], /isolation +(?:A|B|C|found)/],
  ['formats', ['formats'], /\.xlsx/],
] as const;

describe.skipIf(process.platform === 'win32')('where few files may be open, a command', () => {
  it.each(commands.flatMap(([name, words, right]) => limits.map((limit) => ({ name, words, right, limit }))))(
    'answers right or says in one sentence that files ran out: $name, at most $limit files',
    async (one) => {
      await using place = await room();
      const { exitCode, stdout, stderr } = await runLimited(place, [...one.words], one.limit);
      const outcomes = {
        0: { stdout: expect.stringMatching(one.right), stderr },
        75: { stdout: '', stderr: expect.stringMatching(shortage) },
      };
      expect(Object.keys(outcomes)).toContain(String(exitCode));
      expect({ stdout, stderr }).toEqual(outcomes[exitCode as keyof typeof outcomes]);
      if (one.limit >= 128) expect(exitCode).toBe(0);
    },
  );

  it('gives its one object with --json', async () => {
    await using place = await room();
    const { exitCode, stdout } = await runLimited(place, [...question, '--json'], 24);
    expect({ exitCode, value: JSON.parse(stdout) }).toEqual({
      exitCode: 75,
      value: {
        success: false,
        status: 'error',
        error: { code: 'busy', message: expect.stringContaining('EMFILE') },
      },
    });
  });
});
