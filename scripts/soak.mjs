import './lib/require-node.mjs';

// Everything else is imported once Node is known to be able to read it.
void import('./lib/prepare.mjs').then(({ prepare }) => prepare()).then(() => import('./lib/soak-main.mjs'));
