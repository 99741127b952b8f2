import { describe, expect, it } from 'vitest';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { CommandRoom } from '../../helpers/cli.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { writeZip } from '../made/zip.ts';

const north = 'city,amount\nOslo,10\nBergen,20\nOslo,40\n';
const zip = (members: Record<string, string>): Buffer =>
  writeZip(
    Object.entries(members).map(([name, content]) => ({
      name: Buffer.from(name),
      content: Buffer.from(content),
    })),
  );

describe('a question about a member of an archive', () => {
  it('is answered by a program that opens the member from its path', async () => {
    const code = `import pandas as pd
sales = pd.read_csv('sales/2024/north.csv')
print(sales.groupby('city')['amount'].mean().to_dict())`;
    const model = scriptedModel([program(code), approval]);
    await using test = await testCoder(model);
    const archive = await test.file('sales.zip', zip({ '2024/north.csv': north, 'notes.txt': 'hello\n' }));
    const done = await test.coder.executeCodeTask('Average amount by city?', { files: [archive] });
    expect(done).toMatchObject({
      status: 'succeeded',
      output: "{'Bergen': 20.0, 'Oslo': 25.0}\n",
      inputFiles: ['sales.zip', 'sales/2024/north.csv', 'sales/notes.txt'],
    });
    expect(model.calls[0]?.user).toContain(`"load": "pd.read_csv('sales/2024/north.csv')"`);
  });

  it('may glob the folder that the archive was unpacked into', async () => {
    const code = `from pathlib import Path
import pandas as pd
paths = [each for each in sorted(Path("sales").rglob('*')) if each.suffix == '.csv']
print(int(pd.concat([pd.read_csv(each) for each in paths])['amount'].sum()))`;
    await using test = await testCoder(scriptedModel([program(code), approval]));
    const archive = await test.file('sales.zip', zip({ '2024/north.csv': north, '2024/south.csv': north }));
    const done = await test.coder.executeCodeTask('Total amount?', { files: [archive] });
    expect(done).toMatchObject({ status: 'succeeded', output: '140\n' });
  });

  it('is answered without a model when a template fits the member', async () => {
    await using test = await testCoder(null);
    const archive = await test.file('sales.zip', zip({ '2024/north.csv': north }));
    const done = await test.coder.executeCodeTask('average amount by city', { files: [archive] });
    expect(done).toMatchObject({ status: 'succeeded', generator: { kind: 'template' } });
    expect(JSON.stringify(done.result)).toMatch(/Bergen.*20.*Oslo.*25|Oslo.*25.*Bergen.*20/);
  });

  it('is answered on the command line from --file sales.zip', async () => {
    await using room = await CommandRoom.open();
    await room.write('sales.zip', zip({ '2024/north.csv': north }));
    const words = ['average amount by city', '--file', 'sales.zip'];
    const { exitCode, stdout } = await room.run(words, {
      env: { OPENAI_API_KEY: '', OPENAI_BASE_URL: '' },
    });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/Oslo[^\n]*25/);
  });
});
