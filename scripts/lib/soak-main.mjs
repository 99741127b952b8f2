import { parseArgs } from 'node:util';
import { judgeSoak } from './judge-soak.mjs';
import { soak } from './soak.mjs';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    callers: { type: 'string', default: '4' },
    json: { type: 'boolean', default: false },
  },
});
const [runs, callers] = [Number(values.runs), Number(values.callers)];
if (!Number.isInteger(runs) || runs < 200 || !Number.isInteger(callers) || callers < 1) {
  process.stderr.write('Use --runs with a whole number from 200 up and --callers with one from 1 up.\n');
  process.exit(2);
}

const report = await soak({ runs, callers, onProgress: showProgress });
const problems = judgeSoak(report);
if (values.json) process.stdout.write(`${JSON.stringify({ ...report, problems })}\n`);
else printReport();
process.exitCode = problems.length > 0 ? 1 : 0;

function showProgress(done) {
  if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${runs} runs`);
  if (process.stderr.isTTY && done === runs) process.stderr.write('\n');
}

function printReport() {
  const { before, after, closed, firstTenth, lastTenth, seconds, endings, failures } = report;
  process.stdout.write(`${runs} runs by ${callers} callers in ${seconds} s, ${failures.length} failures\n`);
  console.table({ before, after, closed });
  console.table({ 'first tenth (ms)': firstTenth, 'last tenth (ms)': lastTenth });
  console.table(endings);
  for (const failure of failures.slice(0, 10)) process.stdout.write(`failure: ${failure}\n`);
  for (const problem of problems) process.stdout.write(`problem: ${problem}\n`);
  if (problems.length === 0) process.stdout.write('Nothing leaked and nothing grew.\n');
}
