/** Fields whose keys are the file's own; a key may be called like a field of ours. */
export const ownKeys: ReadonlySet<string> = new Set([
  'sampleData',
  'sampleRows',
  'attributes',
  'properties',
  'exif',
  'headers',
  'dimensions',
  'levels',
  'storageTypes',
  'valueLabels',
]);

/** True for a field whose keys are the file's own. */
export function hasOwnKeys(field: string): boolean {
  return ownKeys.has(field);
}
