import { chosenSettings, loadConfig } from '../config/load-config.ts';
import type { ConfigOverrides } from '../config/schema.ts';
import type { ChatModel } from '../contracts/chat-model.ts';
import type { PythonCoder } from '../contracts/python-coder.ts';
import { assembleServices } from './assemble-services.ts';
import { pythonCoderApi } from './python-coder-api.ts';
import { remotePythonCoder } from './remote-python-coder.ts';

export interface PythonCoderOptions {
  /** Wins over every other source of configuration. */
  config?: ConfigOverrides | undefined;
  /** Replaces the user's configuration file. */
  configFile?: string | undefined;
  /** Replaces the configured model; null uses the built-in templates only. */
  model?: ChatModel | null | undefined;
  /**
   * Runs code of a model even where this host does not reach the configured isolation tier, in the strongest one it has;
   * each such run carries a warning. No file and no environment variable can set it.
   */
  unsafelyRunWithoutIsolation?: boolean | undefined;
}

/** A Python coder with its own configuration. Throws `config-invalid` or `prompt-invalid`; nothing is started before the first task. */
export function createPythonCoder(options: PythonCoderOptions = {}): PythonCoder {
  const sources = { file: options.configFile, overrides: options.config ?? {} };
  const config = loadConfig(sources);
  const { model, unsafelyRunWithoutIsolation } = options;
  const { url } = config.pythonTools;
  if (url !== null) {
    const local = { model, unsafelyRunWithoutIsolation };
    return remotePythonCoder({ config, chosen: chosenSettings(sources), url, local });
  }
  const coder = assembleServices(config, {
    model,
    unsafelyRunWithoutIsolation: unsafelyRunWithoutIsolation === true,
  });
  return pythonCoderApi(coder);
}
