import { createHmac, timingSafeEqual } from 'node:crypto';
import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { z } from 'zod';
import type { OpenFolder } from '../filesystem/open-folder.ts';
import { ownIdentity, type ProcessIdentity, processIdentitySchema } from '../sandbox/process-identity.ts';

const ownerFile = 'owner.json';
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
  try {
    const { O_RDONLY, O_NOFOLLOW, O_NONBLOCK } = constants;
    await using file = await open(folder.entry(ownerFile), O_RDONLY | O_NOFOLLOW | O_NONBLOCK);
    const found = await file.stat();
    if (!found.isFile() || found.size > maxBytes) return null;
    const { owner, mac } = signedSchema.parse(JSON.parse(await file.readFile('utf8')));
    const given = Buffer.from(mac, 'hex');
    const expected = macOf(owner, signing);
    return given.length === expected.length && timingSafeEqual(given, expected) ? owner : null;
  } catch {
    return null; // left half-made, or never ours
  }
}

function macOf({ place, pid, started }: ProcessIdentity, { id, key }: Signing): Buffer {
  return createHmac('sha256', key)
    .update(JSON.stringify([id, place, pid, started]))
    .digest();
}
