import { NameRegister } from '../filesystem/name-register.ts';
import { moveBelow, removeBelow } from '../filesystem/open-below.ts';
import type { ProjectFile, ProjectQuota } from './project-file.ts';
import { Room } from './room.ts';

/** What a run did to the files of a project. */
export interface Changes {
  /** What it wrote, each in a file that is moved into its place. */
  made: readonly MadeFile[];
  /** Names of files that it removed. */
  removed: readonly string[];
  /** False where the run left more than `made`, which is lost: what it removed may have been moved there. */
  complete: boolean;
}

export interface MadeFile {
  name: string;
  bytes: number;
  path: string;
}

export interface Taken {
  kept: string[];
  removed: string[];
  /** Files of the run that the project does not hold, or holds as they were before. */
  notKept: { name: string; reason: string }[];
  /** Files that the run removed and that stay, as not all of what it wrote was kept. */
  notRemoved: string[];
}

interface Place {
  folder: string;
  there: readonly ProjectFile[];
  quota: ProjectQuota;
}

/** Brings what a run did into the folder of its project, under its quota; nothing is removed whose content may have gone to a file that is not kept. */
export async function takeChanges(changes: Changes, place: Place): Promise<Taken> {
  const wanted = plan(changes.made, changes.removed, place);
  const isSafe = changes.complete && !losesContent(wanted, changes.removed, place);
  const removals = isSafe ? changes.removed : [];
  const { fitting, refused } = isSafe ? wanted : plan(changes.made, [], place);
  const taken: Taken = {
    kept: [],
    removed: [],
    notKept: refused.map(({ file: { name }, problem }) => ({ name, reason: problem })),
    notRemoved: [],
  };
  const names = new NameRegister();
  for (const { name } of place.there) names.add(name);
  const isInTheWay = fitting.some(({ name }) => names.problem(name) !== null);
  if (isInTheWay) await remove(removals, { place, taken });
  for (const { name, path } of fitting) {
    const problem = await move(path, place.folder, name);
    if (problem === null) taken.kept.push(name);
    else taken.notKept.push({ name, reason: problem });
  }
  const areAllThere = taken.kept.length === fitting.length;
  if (!isInTheWay && areAllThere) await remove(removals, { place, taken });
  const gone = new Set(taken.removed);
  const before = new Set(place.there.map(({ name }) => name));
  taken.notRemoved = changes.removed.filter((name) => before.has(name) && !gone.has(name));
  return taken;
}

interface Plan {
  fitting: MadeFile[];
  refused: { file: MadeFile; problem: string; isForItsName: boolean }[];
}

function plan(made: readonly MadeFile[], removed: readonly string[], { there, quota }: Place): Plan {
  const room = new Room(quota, there);
  for (const name of removed) room.delete(name);
  const planned: Plan = { fitting: [], refused: [] };
  for (const file of made) {
    const refusal = room.refusal(file);
    if (refusal === null) {
      room.add(file);
      planned.fitting.push(file);
    } else {
      const isForItsName = refusal.reason === 'bad-name';
      planned.refused.push({ file, problem: refusal.message, isForItsName });
    }
  }
  return planned;
}

/** A file that only its name keeps out, such as a hidden one, is nothing new unless it is as large as one that was removed. */
function losesContent({ refused }: Plan, removed: readonly string[], { there }: Place): boolean {
  const gone = new Set(removed);
  const sizes = new Set(there.filter(({ name }) => gone.has(name)).map(({ bytes }) => bytes));
  return refused.some(({ file, isForItsName }) => !isForItsName || sizes.has(file.bytes));
}

async function remove(
  names: readonly string[],
  { place, taken }: { place: Place; taken: Taken },
): Promise<void> {
  for (const name of names) if (await removeBelow(place.folder, name)) taken.removed.push(name);
}

/** What an operator put into the folder is not ours to replace. */
async function move(file: string, folder: string, name: string): Promise<string | null> {
  try {
    await moveBelow(file, folder, name);
    return null;
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!['ELOOP', 'ENOTDIR', 'EISDIR', 'ENOTEMPTY', 'EEXIST'].includes(code)) throw error;
    return `The file ${JSON.stringify(name)} has a link or a folder in its place.`;
  }
}
