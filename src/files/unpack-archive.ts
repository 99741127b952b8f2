import path from 'node:path';
import type { OutputFile } from '../contracts/runtime.ts';
import { chooseType } from './choose-type.ts';
import type { DescribeOptions, NamedSnapshot } from './describe-snapshots.ts';
import { describerProgram } from './describer-program.ts';
import type { FileResult } from './file-result.ts';
import type { FileType } from './formats.ts';
import { LeftOut } from './left-out.ts';
import { readReport } from './python-report.ts';
import { sniffContent } from './sniff-content.ts';

export interface Unpacked {
  folder: string;
  /** What its parts are called. */
  part: Wording['part'];
  /** Every member that a program can use, under the name by which it opens it. */
  members: NamedSnapshot[];
  /** What is to be known of the whole. */
  notes: string[];
  leftOut: LeftOut;
}

interface Target {
  /** The folder's name in the program's working folder. */
  folder: string;
  maxMemberMiB: number;
}

/** As many as the process that unpacks lets through. */
const maxMembers = 200;
const archives: ReadonlySet<FileType> = new Set(['zip', 'tar', 'gz', 'bz2', 'xz', '7z']);
/** A mail is described as a mail, and its attachments as files. */
const containers: ReadonlySet<FileType> = new Set([...archives, 'eml']);

/** How the parts of a container are spoken of. */
interface Wording {
  part: 'member' | 'attachment';
  nested: string;
}

const ofArchive: Wording = {
  part: 'member',
  nested: 'is an archive inside an archive',
};
const ofMail: Wording = {
  part: 'attachment',
  nested: 'is an archive; save it from the mail and give it as a file',
};

export function isArchive(type: FileType): boolean {
  return archives.has(type);
}

export function isContainer(type: FileType): boolean {
  return containers.has(type);
}

/** Unpacks in a sandboxed process of its own, which also counts the bytes; what comes out is looked at like any other file. */
export async function unpackArchive(
  archive: NamedSnapshot,
  target: Target,
  { runtime, limits, scratchDir, signal }: DescribeOptions,
): Promise<FileResult<Unpacked>> {
  const { name, chosen, snapshot } = archive;
  const { folder } = target;
  const wording = chosen.type === 'eml' ? ofMail : ofArchive;
  const maxBytes = limits.diskMiB * 2 ** 20;
  const outcome = await runtime.run({
    code: describerProgram({
      files: [{ name, type: chosen.type, target: { folder, maxBytes } }],
      runMemoryMiB: limits.memoryMiB,
    }),
    origin: 'ours',
    inputs: [{ name, path: snapshot.path }],
    limits: { ...limits, outputMiB: 1 },
    runDir: path.join(scratchDir, `unpack-${path.basename(snapshot.path)}`),
    maxFiles: maxMembers + 1, // the archive itself
    signal,
  });
  const [report = { problem: 'could not be unpacked' }] = readReport(outcome, 1);
  if ('problem' in report) return report;
  const notes = Array.isArray(report.value.notes) ? report.value.notes.map(String) : [];
  const leftBehind = outcome.leftBehind.map((reason) => `Left out: ${reason}.`);
  const leftOut = LeftOut.reported(report.value.leftOut);
  const { part, nested } = wording;
  const unpacked: Unpacked = { folder, part, members: [], notes: [...notes, ...leftBehind], leftOut };
  for (const file of outcome.files) {
    const member = await takeMember(file, target.maxMemberMiB);
    if ('problem' in member) leftOut.add(member.problem, [file.name]);
    else if (isArchive(member.value.chosen.type)) leftOut.add(nested, [file.name]);
    else unpacked.members.push(member.value);
  }
  return { value: unpacked };
}

async function takeMember(file: OutputFile, maxMemberMiB: number): Promise<FileResult<NamedSnapshot>> {
  const { name, path, bytes, sha256 } = file;
  if (bytes === 0) return { problem: 'is empty' };
  if (bytes > maxMemberMiB * 2 ** 20) return { problem: `is larger than ${maxMemberMiB} MiB` };
  const chosen = chooseType(name, await sniffContent(path));
  if ('problem' in chosen) return chosen;
  return {
    value: { name, snapshot: { path, bytes, sha256: Promise.resolve(sha256) }, chosen: chosen.value },
  };
}
