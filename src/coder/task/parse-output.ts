const maxDepth = 200;

/** The printed text as a value when it is exactly one JSON value at most 200 levels deep, else undefined. */
export function parseOutput(output: string): unknown {
  try {
    const value = JSON.parse(output.trim()) as unknown;
    return isDeeper(value, maxDepth) ? undefined : value;
  } catch {
    return undefined;
  }
}

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}
