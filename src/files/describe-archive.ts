import type { ArchiveDescription } from '../contracts/file-description.ts';
import { knownFacts, type NamedSnapshot } from './describe-snapshots.ts';
import type { Unpacked } from './unpack-archive.ts';

const maxListed = 60;

/** What an archive holds, from what was really unpacked. */
export async function describeArchive(
  archive: NamedSnapshot,
  { folder, part, members, notes, leftOut }: Unpacked,
): Promise<ArchiveDescription> {
  const type = archive.chosen.type as ArchiveDescription['type'];
  const listed = members
    .slice(0, maxListed)
    .map(({ name, snapshot }) => ({ path: name, bytes: snapshot.bytes }));
  return {
    ...(await knownFacts({ name: archive.name, type, snapshot: archive.snapshot })),
    type,
    folder,
    memberCount: members.length,
    unpackedBytes: members.reduce((sum, { snapshot }) => sum + snapshot.bytes, 0),
    members: listed,
    omittedMembers: members.length - listed.length,
    load: `sorted(Path(${JSON.stringify(folder)}).rglob('*'))`,
    imports: ['from pathlib import Path'],
    warnings: [...archive.chosen.warnings, ...notes, ...leftOut.sentences(part)],
  };
}
