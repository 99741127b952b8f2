import { readFileSync } from 'node:fs';

/** Ends the process with one sentence when this Node is older than package.json asks for; written for old Nodes to read. */
const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
const needed = manifest.engines.node.replace(/[^\d.]/g, '');

const wanted = needed.split('.').map(Number);
const here = process.versions.node.split('.').map(Number);
const difference = here[0] - wanted[0] || here[1] - (wanted[1] || 0);

if (difference < 0) {
  console.error(
    `python-coder needs Node ${needed} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org.`,
  );
  process.exit(4);
}
