import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const snippets = z.array(
  z.strictObject({ id: z.string(), rule: z.string(), line: z.int().min(1), code: z.string() }),
);

/** Programs that would harm or certainly fail, with the rule that must say so and the line it must name. */
export const badSnippets = snippets.parse(
  parse(readFileSync(path.join(import.meta.dirname, 'bad-snippets.yaml'), 'utf8')),
);
