import type { LibraryFile } from '../library-files.ts';
import { portsOf } from '../network.ts';
import type { ZygoteOptions } from './zygote-options.ts';

interface Surroundings {
  /** Where its socket and, in tier B, the folders of its processes are. */
  folder: { path: string; socket: string };
  /** Whom root becomes. */
  user: number | null;
  files: LibraryFile[];
}

/** What a zygote is told at its start; the bytes of `files` follow. */
export function zygoteSpec(options: ZygoteOptions, { folder, user, files }: Surroundings): object {
  const { library, network } = options;
  const announced = files.map((file) => ({ path: file.path, size: file.content.length }));
  return {
    tier: options.tier,
    profile: options.profile,
    readonly: options.readonly,
    matplotlibCache: options.profile === 'shell' ? null : options.environment.matplotlibCache,
    socket: folder.socket,
    work: folder.path,
    tmp: folder.path,
    outerUser: user,
    without: options.without ?? null,
    library: library ? { files: announced, preload: library.preload } : null,
    network: network === undefined ? null : { ports: portsOf(network) },
  };
}
