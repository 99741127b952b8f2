import { createHmac, timingSafeEqual } from 'node:crypto';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { ownIdentity, type ProcessIdentity, processIdentitySchema } from '../filesystem/process-identity.ts';
import { readRegularFile } from '../filesystem/read-regular-file.ts';
import { parseJson } from '../text/parse-json.ts';

/** Where a folder says whose it is. */
export const ownerFile = 'owner.json';
const maxBytes = 4096;
const signedSchema = z.strictObject({ owner: processIdentitySchema, mac: z.string() });

/** Which folder, and the key of the user whose process owns it. */
interface Signing {
  id: string;
  key: Buffer;
}

/** Says in a folder that this process made it. */
export async function writeOwner(folder: OpenFolder, signing: Signing): Promise<void> {
  const owner = ownIdentity();
  await using file = await open(folder.entry(ownerFile), 'wx', 0o600);
  await file.writeFile(JSON.stringify({ owner, mac: macOf(owner, signing).toString('hex') }));
}

/** Who made the folder; null unless a process of this very user made this very folder. */
export async function readOwner(folder: OpenFolder, signing: Signing): Promise<ProcessIdentity | null> {
  const found = await readRegularFile(folder.entry(ownerFile), maxBytes);
  const signed = signedSchema.safeParse(found.status === 'read' ? parseJson(found.text) : null);
  if (!signed.success) return null;
  const { owner, mac } = signed.data;
  const given = Buffer.from(mac, 'hex');
  const expected = macOf(owner, signing);
  return given.length === expected.length && timingSafeEqual(given, expected) ? owner : null;
}

function macOf({ host, boot, pidSpace, pid, started }: ProcessIdentity, { id, key }: Signing): Buffer {
  const signed = [id, host, boot, pidSpace, pid, started];
  return createHmac('sha256', key).update(JSON.stringify(signed)).digest();
}
