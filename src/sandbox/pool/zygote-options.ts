import type { FunctionLibrary } from '../../contracts/function-library.ts';
import type { PythonEnvironment } from '../../contracts/python-environment.ts';
import type { Program } from '../../contracts/runtime.ts';
import type { Profile } from './profiles.ts';

/** Which interpreter a zygote is, and how it is isolated. */
export interface ZygoteOptions {
  tier: 'A' | 'B';
  profile: Profile;
  environment: PythonEnvironment;
  /** Hashes text the same way in every interpreter, as runs with a seed need it; without a seed nobody should foresee them. */
  fixedHashes: boolean;
  /** Folders that may be read beside the interpreter's own. */
  readonly: string[];
  /** See `PoolPlace`. */
  runtimeDir?: string | null;
  /** What its programs find imported, beside what the profile has. */
  library?: FunctionLibrary | undefined;
  /** What its programs may reach of the network, see `Program`. */
  network?: Program['network'];
  /** Only for tests, which must show that they fail without a layer; the attestation then lacks it and is not asked for it. */
  without?: 'landlock' | 'seccomp';
}
