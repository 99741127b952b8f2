import { z } from 'zod';
import { hiddenInLine } from '../text/hidden-characters.ts';

const maxNames = 3;
const maxReasons = 10;
const maxReasonLength = 300;

const reportSchema = z.array(
  z.object({ why: z.string(), count: z.number().int().positive(), names: z.array(z.string()) }),
);

/** What of a container was left out, told by reason; a reason follows "it". */
export class LeftOut {
  readonly #reasons = new Map<string, { count: number; names: string[] }>();

  /** With what the process that unpacked the container left out. */
  static reported(report: unknown): LeftOut {
    const leftOut = new LeftOut();
    const parsed = reportSchema.safeParse(report);
    for (const { why, count, names } of parsed.success ? parsed.data : []) leftOut.add(why, names, count);
    return leftOut;
  }

  add(why: string, names: readonly string[], count = names.length): void {
    const reason = visible(why).slice(0, maxReasonLength);
    const known = this.#reasons.get(reason) ?? { count: 0, names: [] };
    known.count += count;
    known.names.push(...names.slice(0, maxNames - known.names.length).map(visible));
    this.#reasons.set(reason, known);
  }

  /** One for each reason; `part` is what a part of the container is called. */
  sentences(part: string): string[] {
    const told = [...this.#reasons].map(([why, { count, names }]) => {
      if (count === 1) return `The ${part} "${names[0]}" was left out: it ${why}.`;
      const more = count > names.length ? ` and ${count - names.length} more` : '';
      return `${count} ${part}s were left out, each ${why}: ${names.map((name) => `"${name}"`).join(', ')}${more}.`;
    });
    const rest = [...this.#reasons.values()].slice(maxReasons).reduce((sum, { count }) => sum + count, 0);
    return rest === 0
      ? told
      : [...told.slice(0, maxReasons), `${rest} more ${part}s were left out for other reasons.`];
  }
}

function visible(text: string): string {
  return text.replace(hiddenInLine, ' ');
}
