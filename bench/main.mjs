import { parseArgs } from 'node:util';
import { benchAgents } from './agents.mjs';
import { benchFiles } from './files.mjs';
import { benchFunctions } from './functions.mjs';
import { benchHttp } from './http.mjs';
import { benchMemory } from './memory.mjs';
import { benchPhases } from './phases.mjs';
import { benchPollutions } from './pollutions.mjs';
import { benchPrompts } from './prompts.mjs';
import { benchPyodide } from './pyodide.mjs';
import { benchRouter } from './router.mjs';
import { benchSandbox } from './sandbox.mjs';
import { benchTemplates } from './templates.mjs';
import { benchVerification } from './verification.mjs';

const benches = {
  sandbox: benchSandbox,
  memory: benchMemory,
  phases: benchPhases,
  files: benchFiles,
  prompts: benchPrompts,
  verification: benchVerification,
  router: benchRouter,
  agents: benchAgents,
  functions: benchFunctions,
  templates: benchTemplates,
  http: benchHttp,
  pyodide: benchPyodide,
  pollutions: benchPollutions,
};

const { values, positionals: words } = parseArgs({
  allowPositionals: true,
  options: {
    json: { type: 'boolean', default: false },
    calls: { type: 'string' },
    clients: { type: 'string' },
    seconds: { type: 'string' },
  },
});
const { json: _json, ...numbers } = values;
const options = Object.fromEntries(Object.entries(numbers).map(([name, value]) => [name, Number(value)]));
const unknown = words.filter((word) => !(word in benches));
if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench "${unknown[0]}". Choose from: ${Object.keys(benches).join(', ')}.\n`,
  );
  process.exit(2);
}

const chosen = words.length > 0 ? words : Object.keys(benches);
const rows = [];
for (const name of chosen) {
  const found = await benches[name](options);
  rows.push(...found);
  if (!values.json) {
    process.stdout.write(`\n${name}\n`);
    console.table(found.map(({ plain, ...figures }) => figures));
  }
}
if (values.json) process.stdout.write(`${JSON.stringify({ rows })}\n`);
