import './lib/require-node.mjs';

// Everything else is imported once Node is known to be able to read it.
void import('./lib/prepare.mjs')
  .then(({ prepare }) => prepare())
  .then(() => import('./lib/checks.mjs'))
  .then(({ runChecks }) => runChecks(process.argv.slice(2)))
  .then((exitCode) => {
    process.exitCode = exitCode;
  });
