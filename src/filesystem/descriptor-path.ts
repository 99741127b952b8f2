import { existsSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';

const descriptors = '/proc/self/fd';

/** Where the system gives what this process holds open a path of its own. */
export const hasDescriptorPaths = process.platform === 'linux' && existsSync(descriptors);

/** Leads to what is open, whatever lies at the path it was opened by meanwhile. */
export function descriptorPath({ fd }: FileHandle): string {
  return path.join(descriptors, String(fd));
}
