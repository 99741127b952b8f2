import { ensureBuild } from './ensure-build.mjs';
import { ensurePackages } from './ensure-packages.mjs';
import { say } from './root.mjs';
import { SetupError } from './setup-error.mjs';

/** Makes the checkout ready to run: its Node packages, then its build. Ends the process with one sentence where that fails. */
export async function prepare() {
  try {
    await ensurePackages();
    await ensureBuild();
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    say(error.message);
    process.exit(error.exitCode);
  }
}
