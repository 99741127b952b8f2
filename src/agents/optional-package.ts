import { CoderError } from '../errors/coder-error.ts';

/** Loads what needs a package the user may not have; a missing one throws `config-invalid` naming the command that installs it. */
export async function optionalPackage<Module>(
  packages: string,
  load: () => Promise<Module>,
): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new CoderError(`This needs packages that are not installed. Run: npm install ${packages}`, {
      code: 'config-invalid',
      cause,
    });
  }
}
