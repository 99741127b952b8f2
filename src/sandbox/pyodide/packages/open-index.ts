import { CoderError } from '../../../errors/coder-error.ts';
import { fetchCapped } from './fetch-capped.ts';
import { jsonPage, type PackageLimits, type PackageSource, packageLimits } from './package-source.ts';

export interface IndexOptions {
  /** Of a simple API, in JSON or HTML; PyPI by default. */
  index?: string | undefined;
  /** Which serve its files, beside the index's own. */
  hosts?: readonly string[] | undefined;
  limits?: Partial<PackageLimits> | undefined;
}

const pypi = { index: 'https://pypi.org/simple', hosts: ['files.pythonhosted.org'] };

/** A package index over https, or on this machine's loopback. Throws `config-invalid` for an address that is none. */
export function openIndex({ index = pypi.index, hosts, limits }: IndexOptions = {}): PackageSource {
  if (!URL.canParse(index))
    throw new CoderError(`${index} is no address of a package index`, { code: 'config-invalid' });
  const { pageBytes, wheelBytes, timeoutMs } = { ...packageLimits, ...limits };
  const address = index.replace(/\/+$/, '');
  const allowed = [new URL(index).host, ...(hosts ?? (index === pypi.index ? pypi.hosts : []))];
  return {
    kind: 'index',
    address,
    page: (project, signal) =>
      fetchCapped(`${address}/${project}/`, {
        hosts: allowed,
        maxBytes: pageBytes,
        timeoutMs,
        signal,
        accept: `${jsonPage}, text/html;q=0.1`,
      }),
    wheel: async (url, signal) => {
      const answer = await fetchCapped(url, { hosts: allowed, maxBytes: wheelBytes, timeoutMs, signal });
      if (answer.status === 200) return answer.bytes;
      throw new CoderError(`The index answered with status ${answer.status} for ${url}.`, {
        code: 'input-invalid',
      });
    },
  };
}
