import { mutatedPart } from './mutated-part.ts';
import type { Random } from './random.ts';

/** A file that mutants are made from. */
export interface Seed {
  name: string;
  content: Buffer;
}

/** One way of damaging a file; `other` is any other seed. */
type Mutation = (content: Buffer, random: Random, other: Buffer) => Buffer;

const most = 200_000;
const extremes = [
  0, 1, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];
const numbers = ['99999999999', '-1', '0', '1e308', '18446744073709551616', '', 'NaN', '9'.repeat(400)];

const bytes: Record<string, Mutation> = {
  'flips bits': (content, random) =>
    changed(content, (copy) => {
      for (let flip = random.below(12); flip >= 0; flip -= 1) {
        const at = random.below(copy.length);
        copy[at] = (copy[at] as number) ^ (1 << random.below(8));
      }
    }),
  'sets bytes': (content, random) =>
    changed(content, (copy) => {
      const at = random.below(copy.length);
      random.bytes(1 + random.below(16)).copy(copy, at);
    }),
  truncates: (content, random) => content.subarray(0, random.below(content.length)),
  'cuts out a part': (content, random) => {
    const at = random.below(content.length);
    return Buffer.concat([
      content.subarray(0, at),
      content.subarray(at + 1 + random.below(content.length - at)),
    ]);
  },
  'joins two files': (content, random, other) =>
    Buffer.concat([
      content.subarray(0, random.below(content.length)),
      other.subarray(random.below(other.length)),
    ]),
  'sets a length': (content, random) =>
    changed(content, (copy) => {
      const width = random.pick([1, 2, 4, 4, 8]);
      if (copy.length < width) return;
      const at = random.below(copy.length - width + 1);
      const value = Buffer.alloc(8, random.below(2) * 0xff);
      if (width < 8 || random.below(2) === 0) value.fill(0).writeUInt32LE(random.pick(extremes));
      const written = value.subarray(0, width);
      (random.below(2) === 0 ? written : Buffer.from(written).reverse()).copy(copy, at);
    }),
  'repeats a part': (content, random) => {
    const at = random.below(content.length);
    const part = content.subarray(at, at + 1 + random.below(Math.min(4_000, content.length - at)));
    const times = random.pick([2, 10, 300]);
    return Buffer.concat([content.subarray(0, at), ...Array(times).fill(part), content.subarray(at)]);
  },
  'inflates a number': (content, random) => {
    const found = [...content.toString('latin1').matchAll(/\d+/g)];
    if (found.length === 0) return content.subarray(1);
    const { index, 0: number } = random.pick(found);
    const value = Buffer.from(random.pick(numbers));
    return Buffer.concat([content.subarray(0, index), value, content.subarray(index + number.length)]);
  },
  'inserts noise': (content, random) => {
    const at = random.below(content.length);
    return Buffer.concat([content.subarray(0, at), random.bytes(1 + random.below(64)), content.subarray(at)]);
  },
  'swaps two parts': (content, random) => {
    const [one = 0, two = 0, three = 0] = [0, 1, 2]
      .map(() => random.below(content.length))
      .sort((a, b) => a - b);
    const part = (from: number, to?: number) => content.subarray(from, to);
    return Buffer.concat([part(0, one), part(two, three), part(one, two), part(three)]);
  },
};

const kinds = Object.entries(bytes);

/** The content after one to three mutations, of the file itself or of what is packed in it. */
export function mutate(seed: Seed, random: Random, other: Seed): Buffer {
  let content = seed.content;
  for (let step = random.pick([1, 1, 2, 3]); step > 0 && content.length > 0; step -= 1) {
    const [, mutation] = random.pick(kinds);
    const apply = (part: Buffer) => (part.length === 0 ? part : mutation(part, random, other.content));
    const inside = random.below(3) === 0 ? null : mutatedPart(content, random, apply);
    content = (inside ?? apply(content)).subarray(0, most);
  }
  return content;
}

function changed(content: Buffer, change: (copy: Buffer) => void): Buffer {
  const copy = Buffer.from(content);
  if (copy.length > 0) change(copy);
  return copy;
}
