import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { executeInProject } from '../../coder/execute-in-project.ts';
import type { Artifact, CodeTaskResult } from '../../contracts/code-task.ts';
import type { ExecuteCodeOptions, PythonCoder } from '../../contracts/python-coder.ts';
import type { RunLimits } from '../../contracts/run-limits.ts';
import type { ExecuteRequest, Execution } from '../../contracts/service/execute.ts';
import { removeTree } from '../../filesystem/remove-tree.ts';
import { mediaTypeOf } from '../../workspace/media-types.ts';
import { pathOfName } from './path-of-name.ts';
import { ServiceFault } from './service-fault.ts';
import type { TenantRoom } from './tenant-rooms.ts';

interface Call extends ExecuteRequest {
  verify: boolean;
  signal: AbortSignal;
}

/** Runs code in the folder of a project; or in an empty one, and then keeps what it wrote among the uploaded files. */
export async function execute(coder: PythonCoder, room: TenantRoom, call: Call): Promise<Execution> {
  const { code, projectId, language, verify, signal } = call;
  const options = { language, verify, signal, limits: call.limits as Partial<RunLimits> | undefined };
  if (projectId === undefined) return await executeAlone(coder, room, { code, options });
  const project = await room.projects.open(projectId);
  const { result } = await executeInProject(coder, project, { code, ...options });
  const artifacts = result.artifacts.map((artifact) => ({
    ...shown(artifact),
    url: `/api/projects/${projectId}/files/${pathOfName(artifact.name)}`,
  }));
  return executionOf(result, artifacts);
}

async function executeAlone(
  coder: PythonCoder,
  { files, scratch }: TenantRoom,
  { code, options }: { code: string; options: ExecuteCodeOptions },
): Promise<Execution> {
  const outputDir = path.join(scratch, randomUUID());
  try {
    const result = await coder.executeCode(code, { ...options, outputDir });
    const artifacts: Execution['artifacts'] = [];
    const warnings = [...result.warnings];
    for (const artifact of result.artifacts) {
      const stored = await files.add(artifact.name, createReadStream(artifact.path)).catch(unlessRefused);
      if (typeof stored === 'string') warnings.push(`Not kept: ${stored}`);
      else artifacts.push({ ...shown(artifact), url: `/api/files/${stored.id}/content` });
    }
    return executionOf({ ...result, warnings }, artifacts);
  } finally {
    await removeTree(outputDir);
  }
}

/** What the program said is answered also where there is no room for what it wrote. */
function unlessRefused(error: unknown): string {
  if (error instanceof ServiceFault) return error.message;
  throw error;
}

function shown({ name, bytes }: Artifact): Omit<Execution['artifacts'][number], 'url'> {
  return { name, bytes, mediaType: mediaTypeOf(name) };
}

function executionOf(result: CodeTaskResult, artifacts: Execution['artifacts']): Execution {
  const { output, stderr, run, status, error, findings, warnings, auditId, verificationHistory } = result;
  const found = status === 'rejected' ? (verificationHistory.at(-1)?.issues ?? findings) : findings;
  return {
    stdout: output,
    stderr,
    exit_code: run?.exitCode ?? null,
    duration_ms: run?.wallMs ?? 0,
    status,
    error,
    findings: found,
    artifacts,
    warnings,
    auditId,
  };
}
