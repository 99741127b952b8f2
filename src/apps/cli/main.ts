#!/usr/bin/env node
// One module after the other, as each takes a descriptor while it is read, and the rest where its fault can be told.
const { shortageIn } = await import('../../errors/exhaustion.ts');
const { errorFaceCodes } = await import('../../contracts/outcome-codes.ts');

try {
  await import('./start.ts');
} catch (error) {
  const shortage = shortageIn(error);
  if (shortage === null) throw error;
  const { code, message } = shortage;
  if (process.argv.includes('--json'))
    process.stdout.write(
      `${JSON.stringify({ success: false, status: 'error', error: { code, message } })}\n`,
    );
  process.stderr.write(`error: ${message}\n`);
  process.exitCode = errorFaceCodes[code].exitCode;
}
