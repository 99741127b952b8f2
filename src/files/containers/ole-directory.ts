import type { ByteSource } from './byte-source.ts';

const headerBytes = 512;
const entryBytes = 128;
/** As many sectors as the header itself names tables for; larger containers have their directory near the beginning, too. */
const headerTables = 109;
const maxSectors = 512;
const none = 0xfffffff0;

/**
 * Names of the streams and storages at the top of an OLE container, in lower case ([MS-CFB] 2.6); null where they can't be read.
 * What stands inside of a storage, as the streams of an embedded document do, is not among them.
 */
export async function readOleRoot(source: ByteSource): Promise<string[] | null> {
  const { head } = source;
  if (head.length < headerBytes) return null;
  const sectorBytes = 2 ** head.readUInt16LE(30);
  if (sectorBytes !== 512 && sectorBytes !== 4096) return null;
  const sectors: Buffer[] = [];
  let sector = head.readUInt32LE(48);
  while (sector < none && sectors.length < maxSectors) {
    sectors.push(await source.read((sector + 1) * sectorBytes, sectorBytes));
    sector = await nextSector(source, sector, sectorBytes);
  }
  return topNames(Buffer.concat(sectors));
}

async function nextSector(source: ByteSource, sector: number, sectorBytes: number): Promise<number> {
  const perTable = sectorBytes / 4;
  const table = Math.floor(sector / perTable);
  if (table >= headerTables) return none;
  const place = (source.head.readUInt32LE(76 + 4 * table) + 1) * sectorBytes + 4 * (sector % perTable);
  const next = await source.read(place, 4);
  return next.length < 4 ? none : next.readUInt32LE(0);
}

/** Each entry names its neighbours, of which there may be none, and a storage one of the entries inside of it. */
function topNames(directory: Buffer): string[] | null {
  const count = Math.floor(directory.length / entryBytes);
  if (count === 0) return null;
  const names: string[] = [];
  const seen = new Set<number>();
  const open = [directory.readUInt32LE(76)];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id >= count || seen.has(id)) continue;
    seen.add(id);
    const at = id * entryBytes;
    const nameBytes = Math.min(Math.max(directory.readUInt16LE(at + 64) - 2, 0), 62);
    names.push(directory.toString('utf16le', at, at + nameBytes).toLowerCase());
    open.push(directory.readUInt32LE(at + 68), directory.readUInt32LE(at + 72));
  }
  return names;
}
