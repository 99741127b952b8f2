// A process that decides one request of its standard input when it is told to go on, and prints how the task ended.
import { createInterface } from 'node:readline';
import { createPythonCoder } from '../../../dist/coder/create-python-coder.js';

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const { folder, request, decision } = JSON.parse((await lines.next()).value);
const coder = createPythonCoder({
  model: null,
  config: {
    executionDir: `${folder}/execution`,
    auditDir: `${folder}/audit`,
    outputDir: `${folder}/artifacts`,
    stateDir: `${folder}/state`,
  },
});
// All of the tools are loaded before several processes start at the same moment.
await coder.verifyCode(request.code);
process.stdout.write('ready\n');
await lines.next();
const { status, output, error } = await coder.approvals.resume(request, decision);
process.stdout.write(`${JSON.stringify({ status, output, error })}\n`);
await coder[Symbol.asyncDispose]();
