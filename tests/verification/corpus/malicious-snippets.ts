import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const snippets = z.array(
  z.strictObject({
    id: z.string(),
    family: z.string(),
    rule: z.string(),
    line: z.int().min(1),
    missed: z.literal(true).optional(),
    code: z.string(),
  }),
);

/** Programs that mean harm, grouped by the way they take, with the rule that must say so and the line it must name. */
export const maliciousSnippets = snippets.parse(
  parse(readFileSync(path.join(import.meta.dirname, 'malicious-snippets.yaml'), 'utf8')),
);
