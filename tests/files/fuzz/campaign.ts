import type { FileDescription } from '../../../src/contracts/file-description.ts';
import type { RunStatus } from '../../../src/contracts/run-record.ts';
import type { Runtime } from '../../../src/contracts/runtime.ts';
import { families, formatOfName, SUPPORTED_FILE_TYPES } from '../../../src/files/formats.ts';
import { sharedRuntime } from '../../helpers/shared-runtime.ts';
import { Desk } from '../desk.ts';
import { mutate, type Seed } from './mutations.ts';
import { Random } from './random.ts';

export interface Mutant extends Seed {
  family: string;
}

/** A mutant with everything that was said about it: its own description and those of its members. */
export interface Outcome {
  mutant: Mutant;
  descriptions: FileDescription[];
}

/** How the describing processes of one family ended. */
export type Endings = Partial<Record<RunStatus, number>>;

export interface Campaign {
  outcomes: Outcome[];
  endings: Map<string, Endings>;
}

const perTask = 50;
const atOnce = 3;
const limits = { timeoutSeconds: 60, memoryMiB: 1024, outputMiB: 4, diskMiB: 16 };

/** Mutants of every family in equal numbers, each family's own names; the same seed gives the same files. */
export function mutantsOf(seeds: Seed[], { count, seed }: { count: number; seed: number }): Mutant[] {
  const random = new Random(seed);
  return families.flatMap((family) => {
    const own = seeds.filter(({ name }) => formatOfName(name)?.family === family);
    return Array.from({ length: Math.ceil(count / families.length) }, (_, index) => {
      const origin = own[index % own.length] as Seed;
      const content = mutate(origin, random, random.pick(random.below(2) === 0 ? own : seeds));
      return { name: `${index}-${origin.name}`, family, content };
    });
  });
}

/** Every seed under the name of another type, and bytes that are no file at all under every supported name. */
export function strangers(seeds: Seed[], seed: number): Mutant[] {
  const random = new Random(seed);
  const misnamed = seeds.map(({ name, content }, index) => ({
    name: `${index}-${name}${random.pick(SUPPORTED_FILE_TYPES)}`,
    content,
  }));
  const noise = SUPPORTED_FILE_TYPES.flatMap((extension) => {
    const own = seeds.find(({ name }) => name.endsWith(extension))?.content ?? Buffer.from('?');
    const words = Array.from({ length: 60 }, () =>
      random.pick(['a', ',', '\n', '1', '{', '"', '<x>', ':', ' ', '\t', 'ü']),
    );
    return [
      random.bytes(300),
      Buffer.concat([own.subarray(0, 24), random.bytes(300)]),
      Buffer.from(words.join('')),
      random.pick(tiny),
    ].map((content, kind) => ({ name: `noise-${kind}${extension}`, content: Buffer.from(content) }));
  });
  return [...misnamed, ...noise].map((each) => ({ ...each, family: 'under another name' }));
}

const tiny = [
  '\0',
  '\n',
  ' ',
  '{',
  '[]',
  '<',
  '<a/>',
  '-',
  '"',
  '\ufeff',
  '\xff\xfe',
  'PK\x03\x04',
  '%PDF-1',
  'BM',
  '0',
  '\0'.repeat(600),
];

/** Describes all mutants the way a task does, a few tasks at a time. */
export async function describeMutants(mutants: Mutant[]): Promise<Campaign> {
  await using desk = await Desk.open();
  const campaign: Campaign = { outcomes: [], endings: new Map() };
  const tasks = batches(mutants);
  const work = async (): Promise<void> => {
    for (let task = tasks.shift(); task !== undefined; task = tasks.shift())
      campaign.outcomes.push(...(await describeTask(desk, task, campaign.endings)));
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return campaign;
}

function batches(mutants: Mutant[]): Mutant[][] {
  return [...new Set(mutants.map(({ family }) => family))].flatMap((family) => {
    const own = mutants.filter((mutant) => mutant.family === family);
    const count = Math.ceil(own.length / perTask);
    return Array.from({ length: count }, (_, at) => own.slice(at * perTask, (at + 1) * perTask));
  });
}

async function describeTask(desk: Desk, task: Mutant[], endings: Map<string, Endings>): Promise<Outcome[]> {
  const family = task[0]?.family ?? '';
  const counted = endings.get(family) ?? {};
  endings.set(family, counted);
  const inputs = task.map(({ name, content }) => ({ name, bytes: content }));
  const prepared = await desk.prepare(inputs, { runtime: counting(counted), limits, skipBadFiles: true });
  const outcomes: Outcome[] = [];
  for (const { name, description } of prepared) {
    const mutant = task[outcomes.length];
    if (mutant !== undefined && name === mutant.name) outcomes.push({ mutant, descriptions: [description] });
    else outcomes.at(-1)?.descriptions.push(description);
  }
  return outcomes;
}

/** The real sandbox, with a note of how each process ended. */
function counting(endings: Endings): Runtime {
  const runtime = sharedRuntime();
  return {
    ...runtime,
    run: async (program) => {
      const outcome = await runtime.run(program);
      endings[outcome.status] = (endings[outcome.status] ?? 0) + 1;
      return outcome;
    },
  };
}
