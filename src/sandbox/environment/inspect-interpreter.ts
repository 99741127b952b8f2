import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../config/package-root.ts';
import { parseJson } from '../../text/parse-json.ts';
import { runTool } from './run-tool.ts';
import type { Setup } from './setup.ts';

const inspectScript = path.join(packageRoot, 'src/python/environment/inspect_packages.py');
const inspectTimeoutMs = 120_000;
const fontsTimeoutMs = 180_000;

const replySchema = z.strictObject({
  version: z.string(),
  packages: z.record(z.string(), z.string()),
  libraries: z.array(z.string()).describe('folders modules are imported from'),
  unusable: z.array(z.string()).describe('of numpy and pandas, those that cannot be imported'),
});

export interface Inspection extends z.infer<typeof replySchema> {
  /** Required names that are not installed. */
  missing: string[];
}

/** What is installed in an interpreter; null when it does not answer. */
export async function inspectInterpreter(python: string, setup: Setup): Promise<Inspection | null> {
  const run = await runTool([python, '-I', inspectScript], {
    env: setup.env,
    signal: setup.signal,
    timeoutMs: inspectTimeoutMs,
  });
  if (run.exitCode !== 0) return null;
  const parsed = replySchema.safeParse(parseJson(run.stdout));
  if (!parsed.success) return null;
  const missing = setup.requirements.names.filter((name) => !(name in parsed.data.packages));
  return { ...parsed.data, missing };
}

/** Lets matplotlib list the machine's fonts once into `folder`, which takes it seconds; null when that did not work. */
export async function warmMatplotlib(python: string, folder: string, setup: Setup): Promise<string | null> {
  await mkdir(folder, { recursive: true });
  await runTool([python, '-I', '-c', 'import matplotlib.font_manager'], {
    env: { ...setup.env, MPLCONFIGDIR: folder },
    signal: setup.signal,
    timeoutMs: fontsTimeoutMs,
  });
  const files = await readdir(folder);
  return files.some((name) => /^fontlist-.*\.json$/.test(name)) ? folder : null;
}
