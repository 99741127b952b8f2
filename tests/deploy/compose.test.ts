import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { environmentNames } from '../../src/config/environment-settings.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { packageRoot } from '../../src/config/package-root.ts';
import { imageEnvironment, restsOf } from './dockerfile.ts';

const text = read('compose.yaml');
const defaults = loadConfig({ env: {} });

function read(file: string): string {
  return readFileSync(path.join(packageRoot, file), 'utf8');
}

/** The one service of a compose file. */
function serviceIn(compose: string) {
  return parse(compose).services['python-coder'];
}

describe('the compose file', () => {
  const service = serviceIn(text);
  const suggested = serviceIn(text.replace(/^( +)# - /gm, '$1- '));

  it('publishes the port of the image, to its own machine alone', () => {
    const [port] = restsOf('EXPOSE');
    expect(service.ports).toEqual([`127.0.0.1:${port}:${port}`]);
  });

  it('keeps the volume of the image, which is named', () => {
    const [volume] = restsOf('VOLUME');
    expect(service.volumes).toEqual([`data:${volume}`]);
    expect(parse(text).volumes).toEqual({ data: null });
  });

  it('suggests settings where the image looks for them', () => {
    const [, mounted = ''] = suggested.volumes;
    expect(mounted.split(':')[1]).toBe(`${imageEnvironment().XDG_CONFIG_HOME}/python-coder/config.yaml`);
  });

  it('gives the service nothing it does not need', () => {
    expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
    expect(service.security_opt).toEqual(['no-new-privileges:true']);
    expect([service.privileged, service.cap_add, service.user]).toEqual([undefined, undefined, undefined]);
    expect([service.mem_limit, service.pids_limit]).not.toContain(undefined);
  });

  it('suggests for tier A a profile that exists, and no privileges', () => {
    const [kept, profile, ...rest] = suggested.security_opt as string[];
    expect(kept).toBe('no-new-privileges:true');
    expect(rest).toEqual(['apparmor:unconfined']);
    expect(existsSync(path.join(packageRoot, (profile as string).replace(/^seccomp:/, '')))).toBe(true);
  });

  it('waits for tasks longer than the service does', () => {
    const [, seconds] = /^(\d+)s$/.exec(service.stop_grace_period) ?? [];
    expect(Number(seconds)).toBeGreaterThan(defaults.service.drainSeconds);
  });
});

describe('the variables that are to be filled in', () => {
  const lines = read('deploy/python-coder.env.example')
    .split('\n')
    .filter((line) => /^[^#]/.test(line));

  it('are ones that are read, and hold no value', () => {
    const { service, model } = defaults;
    const read = [...environmentNames.map(({ name }) => name), service.tokensEnv, model.apiKeyEnv];
    const names = lines.map((line) => line.replace(/=$/, ''));
    expect(names).toContain(service.tokensEnv);
    expect(names.filter((name) => !(read as string[]).includes(name))).toEqual([]);
  });
});
