import type { PyodidePackage } from '../../../contracts/pyodide.ts';
import type { FetchedAnswer } from './fetch-capped.ts';

/** Where wheels come from: pages of projects as PEP 503 and 691 have them, and the files they name. */
export interface PackageSource {
  readonly kind: PyodidePackage['source'];
  /** Address below which a project's page stands, without a slash at its end. */
  readonly address: string;
  page(project: string, signal: AbortSignal | undefined): Promise<FetchedAnswer>;
  /** The bytes, whatever their hash. Throws `input-invalid` where they can't be had. */
  wheel(url: string, signal: AbortSignal | undefined): Promise<Uint8Array>;
}

export const jsonPage = 'application/vnd.pypi.simple.v1+json';

export interface PackageLimits {
  pageBytes: number;
  wheelBytes: number;
  /** Of one answer of the index. */
  timeoutMs: number;
}

export const packageLimits: PackageLimits = {
  pageBytes: 32 * 2 ** 20,
  wheelBytes: 128 * 2 ** 20,
  timeoutMs: 30_000,
};
