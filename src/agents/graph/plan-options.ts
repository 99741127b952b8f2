import type { BaseCheckpointSaver } from '@langchain/langgraph';
import { z } from 'zod';
import { CoderError } from '../../errors/coder-error.ts';
import type { ToolboxOptions } from '../../tools/toolbox.ts';
import type { ChatModelSource } from '../ask-chat-model.ts';

export interface PlanAndExecuteOptions extends ToolboxOptions {
  /** Plans, reasons and words the answer; the configured model unless given. */
  model?: ChatModelSource | undefined;
  /** Needed for approvals and for going on after a crash. */
  checkpointer?: BaseCheckpointSaver | undefined;
  bounds?: Partial<Bounds> | undefined;
}

const boundsSchema = z.strictObject({
  maxSteps: z.number().int().min(1).max(50).default(8),
  maxReplans: z.number().int().min(0).max(20).default(2),
  maxPythonCalls: z.number().int().min(0).max(50).default(10),
});

/** How much work one question may cause; what is left undone is said in the answer. */
export type Bounds = z.infer<typeof boundsSchema>;

/** Throws `config-invalid` for a bound that is none. */
export function boundsOf(given: Partial<Bounds> = {}): Bounds {
  const parsed = boundsSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new CoderError(`The bounds of the graph are invalid:\n${z.prettifyError(parsed.error)}`, {
    code: 'config-invalid',
  });
}
