import { loadConfig } from '../../src/config/load-config.ts';
import { DenoHost } from '../../src/sandbox/pyodide/deno-host.ts';

/** The host users get; only the first start on a machine is a cold one. */
export function pyodideHost(): DenoHost {
  return new DenoHost({ cacheDir: loadConfig().cacheDir });
}
