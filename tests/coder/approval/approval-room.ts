import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach } from 'vitest';
import { grantApproval } from '../../../src/coder/approval/grant-approval.ts';
import { resumeTask } from '../../../src/coder/approval/resume-task.ts';
import { assembleServices } from '../../../src/coder/assemble-services.ts';
import type { CoderServices } from '../../../src/coder/coder-services.ts';
import { runTask } from '../../../src/coder/run-task.ts';
import { loadConfig } from '../../../src/config/load-config.ts';
import type { ApprovalRequest, ResumeDecision } from '../../../src/contracts/approval.ts';
import type { CodeTaskOptions } from '../../../src/contracts/code-task-options.ts';
import type { ResumeOptions } from '../../../src/contracts/python-coder.ts';
import { type ScriptedModel, scriptedModel } from '../../../src/llm/scripted-model.ts';
import { auditRecords } from '../../helpers/audit-records.ts';
import { onSharedRuntime, program } from '../../helpers/test-coder.ts';

interface Place {
  folder: string;
  env: Record<string, string>;
  log: string;
}

/** One real coder for many tasks, with a clock that can be put forward and a model that writes what it is told. */
export class ApprovalRoom implements AsyncDisposable {
  readonly folder: string;
  /** The folder of its audit log. */
  readonly log: string;
  readonly coder: CoderServices;
  readonly model: ScriptedModel;
  /** Added to the coder's clock. */
  aheadMs = 0;
  #code = '';

  private constructor({ folder, log, env }: Place) {
    this.folder = folder;
    this.log = log;
    this.model = scriptedModel(Array.from({ length: 60 }, () => () => program(this.#code)));
    const config = loadConfig({
      env: { ...process.env, ...env },
      overrides: {
        executionDir: path.join(folder, 'execution'),
        auditDir: log,
        outputDir: path.join(folder, 'artifacts'),
        stateDir: path.join(folder, 'state'),
        model: { review: 'never' },
        cache: false, // every task asks the model, though the question is the same
        maxIterations: 1,
      },
    });
    const coder = assembleServices(config, { model: this.model, unsafelyRunWithoutIsolation: false });
    const now = () => Date.now() + this.aheadMs;
    this.coder = onSharedRuntime({ ...coder, approvals: { ...coder.approvals, now } });
  }

  static open({ env = {}, log }: Partial<Place> = {}): ApprovalRoom {
    const folder = path.join(os.tmpdir(), `approval-${randomUUID()}`);
    return new ApprovalRoom({ folder, env, log: log ?? path.join(folder, 'audit') });
  }

  /** One for all tests of the file that calls this, with its clock put right before each. */
  static forAllTests(place: Partial<Place> = {}): ApprovalRoom {
    const room = ApprovalRoom.open(place);
    beforeEach(() => {
      room.aheadMs = 0;
    });
    afterAll(() => room[Symbol.asyncDispose]());
    return room;
  }

  /** A task for which the model writes this program. */
  run(code: string, options: CodeTaskOptions = {}) {
    this.#code = code;
    return runTask(this.coder, 'What is it?', options);
  }

  /** The request of a task that had nobody to ask. */
  async request(code: string, options: CodeTaskOptions = {}): Promise<ApprovalRequest> {
    const { approvalRequest, status, error } = await this.run(code, { approval: 'always', ...options });
    if (approvalRequest === undefined) throw new Error(`The task is ${status}: ${error}`);
    return approvalRequest;
  }

  grant(request: ApprovalRequest) {
    return grantApproval(this.coder, request);
  }

  resume(request: ApprovalRequest, decision: ResumeDecision, options: ResumeOptions = {}) {
    return resumeTask(this.coder, request, { decision, options });
  }

  lastRecord(): Record<string, unknown> | undefined {
    return auditRecords(this.log).at(-1);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.coder[Symbol.asyncDispose]();
    await rm(this.folder, { recursive: true, force: true });
  }
}
