import path from 'node:path';

/** True for a path inside the folder, both with their links resolved, no part of which is hidden: settings and keys are kept there. */
export function isVisibleBelow(folder: string, real: string): boolean {
  const relative = path.relative(folder, real);
  return (
    relative !== '' &&
    !path.isAbsolute(relative) &&
    !relative.split(path.sep).some((part) => part.startsWith('.'))
  );
}
