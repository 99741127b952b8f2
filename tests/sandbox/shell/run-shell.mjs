import { createCPythonRuntime } from '../../../dist/sandbox/cpython-runtime.js';

/** Runs a script and then a program on the host as this process finds it; says of each its standard output, or the code and message of its refusal. */
const [environment, runDir] = process.argv.slice(2);
const runtime = createCPythonRuntime({
  environment: JSON.parse(environment),
  minimumTier: 'B',
  maxFiles: 1,
  maxInterpreters: 1,
});
const limits = { timeoutSeconds: 20, memoryMiB: 256, outputMiB: 1, diskMiB: 8 };
const said = [];
for (const [language, code] of Object.entries({ shell: 'echo hi', python: 'print("hi")' })) {
  const program = { code, language, origin: 'ours', inputs: [], limits, runDir: `${runDir}/${language}` };
  const told = runtime.run(program).then(
    ({ stdout, isolation }) => ({ stdout, tier: isolation.tier }),
    ({ code, message }) => ({ code, message }),
  );
  said.push(await told);
}
process.stdout.write(JSON.stringify(said));
await runtime[Symbol.asyncDispose]();
