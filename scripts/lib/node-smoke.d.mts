/** Types of `node-smoke.mjs`, which plain JavaScript has to run before anything is compiled. */

interface Checked {
  exitCode: number;
  skipped?: string | null;
  stdout: string;
  stderr: string;
}

export function checkNodeVersions(): Promise<Checked>;

export function smoke(node: string): Promise<string>;

export function skipped(why: string, environment?: { REQUIRE_ALL?: string; CI?: string }): Checked;
