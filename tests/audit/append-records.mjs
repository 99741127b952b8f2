// A process that appends records to an audit log: those of its standard input all at once, then others one by one until it is ended.
import { randomBytes } from 'node:crypto';
import { text } from 'node:stream/consumers';
import { ChainedLog } from '../../dist/audit/chained-log.js';

const { place, entries, forever } = JSON.parse(await text(process.stdin));
const log = new ChainedLog(place);
await log.prepare();

async function append(entry) {
  await log.append(entry).catch((error) => {
    process.stderr.write(`${error.code}: ${error.message}\n`);
    process.exit(1);
  });
  process.stdout.write(`${entry.record.auditId}\n`);
}

await Promise.all(entries.map(append));
while (forever) {
  const auditId = randomBytes(16).toString('hex');
  await append({ ...entries[0], record: { ...entries[0].record, auditId } });
}
