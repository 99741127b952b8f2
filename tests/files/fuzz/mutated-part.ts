import { gunzipSync, gzipSync } from 'node:zlib';
import { readZip, writeZip } from '../made/zip.ts';
import type { Random } from './random.ts';

/** The container with one part changed and its checksums right, so that the parser inside meets the damage; null where it is none. */
export function mutatedPart(
  container: Buffer,
  random: Random,
  change: (part: Buffer) => Buffer,
): Buffer | null {
  try {
    if (container.readUInt16BE(0) === 0x1f8b) return gzipSync(change(gunzipSync(container)), { level: 1 });
    const members = readZip(container);
    if (members.length === 0) return null;
    const member = random.pick(members);
    member.content = change(member.content);
    return writeZip(members);
  } catch {
    return null;
  }
}
