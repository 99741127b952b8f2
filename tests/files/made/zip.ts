import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';

interface Member {
  name: Buffer;
  content: Buffer;
  isStored?: boolean;
}

const localHeader = 0x04034b50;
const directoryEntry = 0x02014b50;
const end = 0x06054b50;

/** The members of a ZIP archive by its directory. */
export function readZip(archive: Buffer): Member[] {
  const tail = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (tail < 0) return [];
  let at = archive.readUInt32LE(tail + 16);
  const members: Member[] = [];
  for (let left = archive.readUInt16LE(tail + 10); left > 0; left -= 1) {
    if (archive.readUInt32LE(at) !== directoryEntry) break;
    const [method, packed, nameLength] = [10, 20, 28].map((field, index) =>
      index === 1 ? archive.readUInt32LE(at + field) : archive.readUInt16LE(at + field),
    ) as [number, number, number];
    const local = archive.readUInt32LE(at + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const data = archive.subarray(start, start + packed);
    members.push({
      name: archive.subarray(at + 46, at + 46 + nameLength),
      content: method === 8 ? inflateRawSync(data) : data,
    });
    at += 46 + nameLength + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return members;
}

/** Writes the members in their order; `mimetype` is stored, as OpenDocument wants it, and what is said to be. */
export function writeZip(members: Member[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, content, isStored } of members) {
    const stored = isStored || name.toString('latin1') === 'mimetype';
    const data = stored ? content : deflateRawSync(content, { level: 1 });
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(stored ? 0 : 8, 4);
    facts.writeUInt32LE(crc32(content), 10);
    facts.writeUInt32LE(data.length, 14);
    facts.writeUInt32LE(content.length, 18);
    facts.writeUInt16LE(name.length, 22);
    locals.push(word(localHeader), facts, name, data);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(word(directoryEntry), Buffer.from([20, 0]), facts, rest, name);
    offset += 4 + facts.length + name.length + data.length;
  }
  const entries = Buffer.concat(directory);
  const tail = Buffer.alloc(18);
  tail.writeUInt16LE(members.length, 4);
  tail.writeUInt16LE(members.length, 6);
  tail.writeUInt32LE(entries.length, 8);
  tail.writeUInt32LE(offset, 12);
  return Buffer.concat([...locals, entries, word(end), tail]);
}

/** The container with other content in the parts whose names match. */
export function withParts(
  container: Buffer,
  parts: RegExp,
  content: string | Buffer | ((part: Buffer) => Buffer),
): Buffer {
  const members = readZip(container);
  for (const member of members)
    if (parts.test(member.name.toString('utf8')))
      member.content = typeof content === 'function' ? content(member.content) : Buffer.from(content);
  return writeZip(members);
}

export function zipped(members: Record<string, string | Buffer>): Buffer {
  return writeZip(
    Object.entries(members).map(([name, content]) => ({
      name: Buffer.from(name),
      content: Buffer.from(content),
    })),
  );
}

function word(value: number): Buffer {
  const buffer = Buffer.alloc(4);
  buffer.writeUInt32LE(value);
  return buffer;
}
