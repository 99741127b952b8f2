import type { Artifact } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { Tool, ToolReply } from '../tool.ts';
import { type ArtifactImage, artifactImages } from './artifact-images.ts';

/** One event of one call; calls of an agent may run at the same time. */
export interface ToolProgress {
  tool: string;
  callId: string | null;
  event: TaskEvent;
}

/** What every adapter offers beside its framework's own channels. */
export interface AdapterOptions {
  /** Gives the model up to four PNG files of at most 1 MiB that the program wrote, where the provider takes images in a tool's result. Off unless true. */
  images?: boolean | undefined;
  onProgress?: ((progress: ToolProgress) => void) | undefined;
  /** Gets the whole reply of each call, with the full result of the task or of the function's call, for the program around the model. */
  onReply?: ((reply: ToolReply, call: { tool: string; callId: string | null }) => void) | undefined;
}

interface FrameworkCall extends AdapterOptions {
  callId: string | null | undefined;
  signal: AbortSignal | undefined;
}

export interface CallOutcome<Output extends object> {
  reply: ToolReply<Output>;
  images: ArtifactImage[];
}

/** One call for a framework. It rejects only when the host's own `onReply` throws. */
export async function callTool<Input extends object, Output extends object>(
  tool: Tool<Input, Output>,
  input: unknown,
  { callId = null, signal, images = false, onProgress, onReply }: FrameworkCall,
): Promise<CallOutcome<Output>> {
  const call = { tool: tool.name, callId };
  const reply = await tool.call(input, {
    signal,
    onEvent: onProgress && ((event) => onProgress({ ...call, event })),
  });
  onReply?.(reply, call);
  return { reply, images: images ? await artifactImages(artifactsOf(reply)) : [] };
}

function artifactsOf({ result, call }: ToolReply): Artifact[] {
  return (result ?? call)?.artifacts ?? [];
}
