/** Types of `node-versions.mjs`, which plain JavaScript has to run before anything is compiled. */

export const nodeVersions: string[];

export function unavailable(machine?: { platform: string; arch: string }): string | null;

export function nodeBinary(
  version: string,
  options?: { cache?: string; running?: { versions: { node: string }; execPath: string } },
): Promise<string>;
