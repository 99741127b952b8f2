import type { FileDescription, MailDescription } from '../contracts/file-description.ts';
import { describeArchive } from './describe-archive.ts';
import { type DescribeOptions, describeSnapshots, type NamedSnapshot } from './describe-snapshots.ts';
import type { FileResult } from './file-result.ts';
import { isArchive, type Unpacked } from './unpack-archive.ts';

/** A copied input with what was unpacked from it. */
export interface Intake {
  file: NamedSnapshot;
  unpacked: Unpacked | null;
}

interface DescribedFile {
  name: string;
  path: string;
  description: FileDescription;
}

/** Describes every input and every member in one go; a container comes first, followed by its members. */
export async function describeIntake(
  intakes: FileResult<Intake>[],
  options: DescribeOptions,
): Promise<FileResult<DescribedFile[]>[]> {
  const wanted = intakes.flatMap((intake) => ('value' in intake ? snapshotsOf(intake.value) : []));
  const results = wanted.length === 0 ? [] : await describeSnapshots(wanted, options);
  const resultOf = new Map(wanted.map((file, index) => [file, results[index]]));
  return Promise.all(
    intakes.map((intake) => ('value' in intake ? assemble(intake.value, resultOf) : intake)),
  );
}

/** An archive is described by what came out of it. */
function snapshotsOf({ file, unpacked }: Intake): NamedSnapshot[] {
  const members = unpacked?.members ?? [];
  return isArchive(file.chosen.type) ? members : [file, ...members];
}

/** A member that can't be read is left out and named; an input that can't be read is a problem. */
async function assemble(
  { file, unpacked }: Intake,
  resultOf: Map<NamedSnapshot, FileResult<FileDescription> | undefined>,
): Promise<FileResult<DescribedFile[]>> {
  const members: DescribedFile[] = [];
  const left: Unpacked | null = unpacked && { ...unpacked, members: [] };
  for (const member of unpacked?.members ?? []) {
    const result = resultOf.get(member);
    if (result && 'value' in result) {
      left?.members.push(member);
      members.push({ name: member.name, path: member.snapshot.path, description: result.value });
    } else left?.leftOut.add(result?.problem ?? 'was not described', [member.name]);
  }
  const own = left && isArchive(file.chosen.type) ? await archiveOf(file, left) : resultOf.get(file);
  if (own === undefined || 'problem' in own) return own ?? { problem: 'could not be described' };
  const description = own.value.type === 'eml' && left ? withAttachments(own.value, left) : own.value;
  return { value: [{ name: file.name, path: file.snapshot.path, description }, ...members] };
}

async function archiveOf(file: NamedSnapshot, left: Unpacked): Promise<FileResult<FileDescription>> {
  if (left.members.length > 0) return { value: await describeArchive(file, left) };
  const [reason = 'It is empty.'] = left.leftOut.sentences(left.part);
  return {
    problem: `holds no file that can be used (${reason.replace(/\.$/, '')}); give the files themselves`,
    isForeign: true,
  };
}

/** What the name of a packed attachment loses when it is unpacked. */
const packing = /\.(?:gz|bz2|xz)$/i;

function withAttachments(
  mail: MailDescription,
  { folder, part, members, notes, leftOut }: Unpacked,
): MailDescription {
  const paths = new Set(members.map(({ name }) => name));
  const attachments = mail.attachments.map((attachment) => {
    const path = `${folder}/${attachment.name}`;
    const places = [path, path.replace(packing, '')];
    return { ...attachment, path: places.find((place) => paths.has(place)) ?? null };
  });
  return { ...mail, attachments, warnings: [...mail.warnings, ...notes, ...leftOut.sentences(part)] };
}
