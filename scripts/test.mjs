import './lib/require-node.mjs';

// Everything else is imported once Node is known to be able to read it.
void import('./lib/prepare.mjs')
  .then(({ prepare }) => prepare())
  .then(() => import('./lib/run-tests.mjs'))
  .then(({ runTests }) => runTests(process.argv.slice(2)))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
