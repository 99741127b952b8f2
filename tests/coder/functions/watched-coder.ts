import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { assembleServices } from '../../../src/coder/assemble-services.ts';
import { pythonCoderApi } from '../../../src/coder/python-coder-api.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { PythonCoder } from '../../../src/contracts/python-coder.ts';
import type { Program } from '../../../src/contracts/runtime.ts';
import { type ScriptedModel, type ScriptedReply, scriptedModel } from '../../../src/llm/scripted-model.ts';
import { auditRecords } from '../../helpers/audit-records.ts';
import { onSharedRuntime } from '../../helpers/test-coder.ts';

/** A real coder on the sandbox of all tests, with every program that it gives the sandbox. */
export interface WatchedCoder extends AsyncDisposable {
  coder: PythonCoder;
  folder: string;
  model: ScriptedModel;
  programs: Program[];
  auditRecords(): Record<string, unknown>[];
}

export function watchedCoder(replies: ScriptedReply[] | null): WatchedCoder {
  const folder = path.join(os.tmpdir(), `functions-${randomUUID()}`);
  const auditDir = path.join(folder, 'audit');
  const config = loadConfig({
    overrides: {
      executionDir: path.join(folder, 'execution'),
      auditDir,
      outputDir: path.join(folder, 'artifacts'),
      stateDir: path.join(folder, 'state'),
      model: { review: 'never' },
    },
  });
  const model = scriptedModel(replies ?? [], { identity: 'the model of these tests' });
  const services = assembleServices(config, {
    model: replies === null ? null : model,
    unsafelyRunWithoutIsolation: false,
  });
  const shared = onSharedRuntime(services);
  const programs: Program[] = [];
  const coder = pythonCoderApi({
    ...shared,
    runtime: async (observer) => {
      const runtime = await shared.runtime(observer);
      return {
        ...runtime,
        run: (program) => {
          programs.push(program);
          return runtime.run(program);
        },
      };
    },
  });
  return {
    coder,
    folder,
    model,
    programs,
    auditRecords: () => auditRecords(auditDir),
    [Symbol.asyncDispose]: async () => {
      await coder[Symbol.asyncDispose]();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
