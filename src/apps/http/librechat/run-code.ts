import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import path from 'node:path';
import type { Artifact, CodeTaskResult } from '../../../contracts/code-task.ts';
import type { PythonCoder } from '../../../contracts/python-coder.ts';
import type { LibreChatExec, LibreChatRun } from '../../../contracts/service/librechat.ts';
import { relativeNameProblem } from '../../../filesystem/relative-name.ts';
import { removeTree } from '../../../filesystem/remove-tree.ts';
import { ServiceFault } from '../service-fault.ts';
import type { TenantRoom } from '../tenant-rooms.ts';
import { newCodeId, type SessionFile } from './code-sessions.ts';
import { programOf } from './program-of.ts';
import { takeInputs } from './take-inputs.ts';

interface Call {
  request: LibreChatExec;
  verify: boolean;
  signal: AbortSignal;
}

interface Ran {
  language: 'python' | 'shell';
  result: CodeTaskResult;
  answer: LibreChatRun;
}

/** Runs code in a folder of its own that has the files of the request, and keeps what it wrote or changed in a new session. */
export async function runCode(
  coder: PythonCoder,
  room: TenantRoom,
  { request, ...options }: Call,
): Promise<Ran> {
  const program = programOf(request);
  const { inputs, readOnly, missing } = await takeInputs(room, request.files ?? []);
  const outputDir = path.join(room.scratch, randomUUID());
  try {
    const { code, language } = program;
    const given = { files: inputs, describe: false, outputDir };
    const result = await coder.executeCode(code, { ...options, ...given, language });
    const made = result.artifacts.filter(({ name }) => !readOnly.has(name));
    const { session, files, notKept } = await keep(room, made);
    const ids = { session_id: session, storage_session_id: session };
    const answer = {
      session_id: session,
      stdout: result.output,
      stderr: [...stderrOf(result), ...missing, ...notKept].join('\n'),
      code: result.run?.exitCode ?? null,
      wall_time: result.run?.wallMs ?? 0,
      files: files.map(({ id, name }) => ({ id, name, ...ids })),
    };
    return { language, result, answer };
  } finally {
    await removeTree(outputDir);
  }
}

/** What there is no room for, and what no later call could be given, is named and costs no other file. */
async function keep(
  { files, codeSessions }: TenantRoom,
  artifacts: readonly Artifact[],
): Promise<{ session: string; files: SessionFile[]; notKept: string[] }> {
  const session = newCodeId();
  const kept: SessionFile[] = [];
  const notKept: string[] = [];
  for (const { name, path: place } of artifacts) {
    const problem = relativeNameProblem(name);
    if (problem !== null) {
      notKept.push(`The file ${JSON.stringify(name.slice(0, 200))} is not kept: its name ${problem}.`);
      continue;
    }
    try {
      const { id: content, bytes } = await files.add(name, createReadStream(place));
      const storedAt = new Date().toISOString();
      kept.push({ id: newCodeId(), name, content, bytes, storedAt, readOnly: false });
    } catch (error) {
      if (!(error instanceof ServiceFault)) throw error;
      notKept.push(error.message);
    }
  }
  await codeSessions.add(session, kept);
  return { session, files: kept, notKept };
}

/** What a model needs to do better next time: a traceback, what verification found, or why the program was ended. */
function stderrOf({ status, stderr, error }: CodeTaskResult): string[] {
  const parts = status === 'succeeded' || (status === 'failed' && stderr !== '') ? [stderr] : [stderr, error];
  return parts.filter((part) => part !== null && part !== '') as string[];
}
