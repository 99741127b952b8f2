import { loadConfig } from '../../config/load-config.ts';
import type { Config, ConfigOverrides } from '../../config/schema.ts';

export { type HttpServiceOptions, serveHttp } from './serve-http.ts';

/** The settings of a service: those of the user's file and the environment, under what the caller gives. Throws `config-invalid`. */
export function loadServiceConfig(overrides: ConfigOverrides = {}): Config {
  return loadConfig({ overrides });
}
