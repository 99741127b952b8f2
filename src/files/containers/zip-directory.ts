import { inflateRawSync } from 'node:zlib';
import type { ByteSource } from './byte-source.ts';

/** An entry of the directory at the end of a ZIP container; nothing in it was checked. */
export interface ZipEntry {
  /** With slashes, also where a program wrote backslashes. */
  name: string;
  method: number;
  packedBytes: number;
  /** Where it begins in the file. */
  position: number;
}

interface Place {
  bytes: number;
  begins: number;
  /** How far everything lies behind where the container says: programs may have put something before it. */
  moved: number;
}

const endMark = Buffer.from('PK\x05\x06', 'latin1');
const largeEndMark = 0x06064b50;
const entryMark = 0x02014b50;
const [endBytes, locatorBytes, largeEndBytes, entryBytes, headerBytes] = [22, 20, 56, 46, 30];
const unsaid = 0xffffffff;
const maxDirectoryBytes = 2 ** 20;
const maxPartBytes = 2 ** 19;
const maxUnpackedBytes = 2 ** 21;

/** The entries in their order, of a very long directory the first; null where the end of the container is missing. */
export async function readZipDirectory(source: ByteSource): Promise<ZipEntry[] | null> {
  const end = source.tail.lastIndexOf(endMark);
  if (end < 0 || end + endBytes > source.tail.length) return null;
  const place = await directoryPlace(source, end);
  const directory = await source.read(place.begins, Math.min(place.bytes, maxDirectoryBytes));
  return entriesOf(directory, place.moved);
}

/** A small part, unpacked; null where it is large or not what the directory says. */
export async function readZipPart(source: ByteSource, entry: ZipEntry): Promise<Buffer | null> {
  const header = await source.read(entry.position, headerBytes);
  if (header.length < headerBytes || entry.packedBytes > maxPartBytes) return null;
  const begins = entry.position + headerBytes + header.readUInt16LE(26) + header.readUInt16LE(28);
  const packed = await source.read(begins, entry.packedBytes);
  if (entry.method === 0) return packed;
  try {
    return entry.method === 8 ? inflateRawSync(packed, { maxOutputLength: maxUnpackedBytes }) : null;
  } catch {
    return null;
  }
}

/** Archives of over 4 GiB or 65,535 members say it in a record of their own. */
async function directoryPlace({ size, tail, read }: ByteSource, end: number): Promise<Place> {
  const endsAt = size - tail.length + end;
  const [bytes, begins] = [tail.readUInt32LE(end + 12), tail.readUInt32LE(end + 16)];
  const plain = { bytes, begins: endsAt - bytes, moved: endsAt - bytes - begins };
  if (bytes !== unsaid && begins !== unsaid) return plain;
  const locator = await read(endsAt - locatorBytes, locatorBytes);
  if (locator.length < locatorBytes) return plain;
  const record = await read(Number(locator.readBigUInt64LE(8)), largeEndBytes);
  if (record.length < largeEndBytes || record.readUInt32LE(0) !== largeEndMark) return plain;
  const large = [record.readBigUInt64LE(40), record.readBigUInt64LE(48)].map(Number) as [number, number];
  return { bytes: large[0], begins: large[1], moved: 0 };
}

function entriesOf(directory: Buffer, moved: number): ZipEntry[] {
  const entries: ZipEntry[] = [];
  for (let at = 0; at + entryBytes <= directory.length && directory.readUInt32LE(at) === entryMark; ) {
    const nameEnds = at + entryBytes + directory.readUInt16LE(at + 28);
    entries.push({
      name: directory.toString('utf8', at + entryBytes, nameEnds).replaceAll('\\', '/'),
      method: directory.readUInt16LE(at + 10),
      packedBytes: directory.readUInt32LE(at + 20),
      position: directory.readUInt32LE(at + 42) + moved,
    });
    at = nameEnds + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}
