import { existsSync, readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { CoderError } from '../errors/coder-error.ts';
import { environmentSettings } from './environment-settings.ts';
import { packageRoot } from './package-root.ts';
import { type Config, type ConfigOverrides, configSchema } from './schema.ts';

type Tree = { [key: string]: unknown };
type Environment = Record<string, string | undefined>;

const minimumKeyCharacters = 32;

/** Where settings come from, beside the default file. */
export interface ConfigSources {
  file?: string | undefined;
  env?: Environment;
  overrides?: ConfigOverrides;
}

/**
 * Default file < user file < environment < caller; a pure function of its arguments and the files they name.
 * Throws `config-invalid` listing every problem; an invalid file never falls back to defaults.
 */
export function loadConfig(sources: ConfigSources = {}): Config {
  // biome-ignore lint/style/noProcessEnv: the one place that reads the environment
  const env = sources.env ?? process.env;
  const { apiKey, approvalKey, cacheDir, stateDir } = sources.overrides ?? {};
  const defaults = readYaml(path.join(packageRoot, 'config/default.yaml'));
  const parsed = configSchema.safeParse(merge(defaults, namedSettings(sources, env)));
  if (!parsed.success) {
    throw new CoderError(`The configuration is invalid:\n${z.prettifyError(parsed.error)}`, {
      code: 'config-invalid',
      cause: parsed.error,
    });
  }
  return {
    ...parsed.data,
    apiKey: apiKey === undefined ? env[parsed.data.model.apiKeyEnv] || null : apiKey,
    approvalKey: approvalKey ?? approvalKeyOf(env, parsed.data.approval.keyEnv),
    toolsToken: env[parsed.data.pythonTools.tokenEnv] || null,
    cacheDir: cacheDir ?? userFolder(env.XDG_CACHE_HOME, '.cache'),
    stateDir: stateDir ?? userFolder(env.XDG_STATE_HOME, '.local/state'),
    runtimeDir: env.XDG_RUNTIME_DIR ? path.resolve(env.XDG_RUNTIME_DIR, 'python-coder') : null,
  };
}

/** Only what a user, an environment or a program named; the rest is the default, which another machine may have its own of. */
export function chosenSettings(sources: ConfigSources): ConfigOverrides {
  // biome-ignore lint/style/noProcessEnv: the one place that reads the environment
  return namedSettings(sources, sources.env ?? process.env) as ConfigOverrides;
}

function namedSettings({ file, overrides = {} }: ConfigSources, env: Environment): Tree {
  const { apiKey: _key, approvalKey: _approval, cacheDir: _cache, stateDir: _state, ...settings } = overrides;
  const userFile = file ?? defaultUserFile(env);
  const read = file !== undefined || existsSync(userFile) ? readYaml(userFile) : {};
  return [read, environmentSettings(env), settings as Tree].reduce(merge);
}

/** A key that can be guessed would let anybody approve anything. */
function approvalKeyOf(env: Environment, name: string): string | null {
  const key = env[name] || null;
  if (key !== null && key.length < minimumKeyCharacters) {
    throw new CoderError(
      `The approval key in ${name} has ${key.length} characters, and at least ${minimumKeyCharacters} are needed; make one with: openssl rand -hex 32`,
      { code: 'config-invalid' },
    );
  }
  return key;
}

function defaultUserFile(env: Environment): string {
  return path.join(env.XDG_CONFIG_HOME || path.join(homeFolder(), '.config'), 'python-coder/config.yaml');
}

/** By the rule of XDG a relative folder counts as none; a home that is set to nothing would be the current folder. */
function userFolder(named: string | undefined, usual: string): string {
  return path.join(named && path.isAbsolute(named) ? named : path.join(homeFolder(), usual), 'python-coder');
}

function homeFolder(): string {
  const home = os.homedir();
  return path.isAbsolute(home) ? home : os.userInfo().homedir;
}

function readYaml(file: string): Tree {
  try {
    const value: unknown = parse(readFileSync(file, 'utf8'));
    if (value === null || value === undefined) return {};
    if (typeof value !== 'object' || Array.isArray(value)) throw new Error('it must hold a mapping');
    return value as Tree;
  } catch (cause) {
    throw new CoderError(`The configuration file ${file} can't be used: ${(cause as Error).message}`, {
      code: 'config-invalid',
      cause,
    });
  }
}

function merge(base: Tree, over: Tree): Tree {
  const merged: Tree = { ...base };
  for (const [key, value] of Object.entries(over)) {
    if (value === undefined) continue;
    const before = merged[key];
    merged[key] = isTree(before) && isTree(value) ? merge(before, value) : value;
  }
  return merged;
}

function isTree(value: unknown): value is Tree {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
