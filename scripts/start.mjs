import './lib/require-node.mjs';

// Everything else is imported once Node is known to be able to read it.
void import('./lib/prepare.mjs')
  .then(({ prepare }) => prepare())
  .then(() => {
    // The command takes over this process, so signals, terminal and exit code are its own.
    const main = new URL('../dist/apps/cli/main.js', import.meta.url);
    process.argv[1] = decodeURIComponent(main.pathname);
    return import(main.href);
  });
