import { canonicalName, safePackages } from './policy/safe-packages.ts';

/** A module generated code may import in this environment. */
export interface ImportableModule {
  module: string;
  distribution: string;
  version: string;
}

/** The third-party modules that are both allowed and installed, sorted by name: what a prompt may promise. */
export function importableModules(packages: Record<string, string>): ImportableModule[] {
  const installed = installedVersions(packages);
  return safePackages
    .flatMap(({ distribution, modules }) => {
      const version = installed.get(canonicalName(distribution));
      return version === undefined ? [] : modules.map((module) => ({ module, distribution, version }));
    })
    .sort((a, b) => (a.module.toLowerCase() < b.module.toLowerCase() ? -1 : 1));
}

/** Versions by canonical distribution name. */
export function installedVersions(packages: Record<string, string>): Map<string, string> {
  return new Map(Object.entries(packages).map(([name, version]) => [canonicalName(name), version]));
}
