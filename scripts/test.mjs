import './lib/require-node.mjs';

// Everything else is imported once Node is known to be able to read it.
void import('./lib/prepare.mjs')
  .then(({ prepare }) => prepare())
  .then(() => import('./lib/run.mjs'))
  // The Python environment is made ready by tests/helpers/global-setup.ts, so that plain vitest has it too.
  .then(({ run }) =>
    run([process.execPath, 'node_modules/vitest/vitest.mjs', 'run', ...process.argv.slice(2)]),
  )
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
