import { execa } from 'execa';
import { testEnvironment } from './python-environment.ts';

/** What the interpreter of the tests prints when it is started with these words; its failure is thrown. */
export async function runPython(...words: string[]): Promise<string> {
  const { python } = await testEnvironment();
  return (await execa(python, words)).stdout;
}

/** The lines of JSON that a script of ours prints. */
export async function runForRows<Row>(...words: string[]): Promise<Row[]> {
  return (await runPython(...words)).split('\n').map((line) => JSON.parse(line) as Row);
}
