import { randomUUID } from 'node:crypto';
import { MemorySaver } from '@langchain/langgraph';
import type { ApprovalRequest } from '../contracts/approval.ts';
import type { TaskEvent } from '../contracts/task-event.ts';
import { CoderError } from '../errors/coder-error.ts';
import { throwIfCancelled } from '../errors/throw-if-cancelled.ts';
import type { AgentEvent, RecordedReply, Turn } from './agent-event.ts';
import type { ApprovalInterrupt } from './graph/ask-person.ts';
import { createPlanAndExecuteGraph } from './graph/plan-and-execute-graph.ts';
import type { PlanState, StepResult } from './graph/plan-state.ts';
import { providerProblem } from './provider-problem.ts';
import type { QueryOptions } from './query-options.ts';

interface Updates {
  __interrupt__?: { value: ApprovalInterrupt }[];
  [node: string]: Partial<PlanState> | undefined | { value: ApprovalInterrupt }[];
}

/** Answers one query by planning and tells its steps as an agent's events; it keeps nothing once it is answered. */
export async function followPlan(query: string, options: QueryOptions): Promise<Turn> {
  const { model, coder, files, functions, approval, outputDir, signal, onEvent } = options;
  const checkpointer = new MemorySaver(); // an approval nobody can give pauses the graph, which needs one
  const graph = createPlanAndExecuteGraph({
    model,
    coder,
    files,
    functions,
    approval,
    outputDir,
    checkpointer,
  });
  const follower = new PlanFollower((event) => onEvent?.(event));
  const config = { configurable: { thread_id: randomUUID() }, ...(signal && { signal }) };
  try {
    const stream = await graph.stream({ query }, { ...config, streamMode: ['updates', 'custom'] });
    for await (const [mode, chunk] of stream as AsyncIterable<[string, unknown]>) {
      if (mode === 'custom') onEvent?.({ type: 'task-event', event: chunk as TaskEvent });
      else follower.read(chunk as Updates);
    }
  } catch (cause) {
    throwIfCancelled(signal);
    if (cause instanceof CoderError) throw cause;
    throw new CoderError(`The plan could not be followed (${providerProblem(cause)}).`, {
      code: 'internal',
      cause,
    });
  }
  return follower.end();
}

/** Reads what each node changed. */
class PlanFollower {
  readonly #tell: (event: AgentEvent) => void;
  readonly #turn: Turn = { status: 'out-of-steps', text: '', calls: [] };
  readonly #artifacts = new Map<string, PlanState['artifacts'][number]>();
  #told = 0;

  constructor(tell: (event: AgentEvent) => void) {
    this.#tell = tell;
  }

  read({ __interrupt__: interrupts, ...nodes }: Updates): void {
    const [paused] = interrupts ?? [];
    if (paused !== undefined) this.#pause(paused.value.request);
    for (const [node, update = {}] of Object.entries(nodes as Record<string, Partial<PlanState>>)) {
      const { steps = [], current, artifacts = [], results = [], answer, status } = update;
      if (node === 'plan') this.#tellPlan(steps);
      if (node === 'select_tool') this.#tellStep(current);
      for (const artifact of artifacts) this.#artifacts.set(artifact.name, artifact);
      for (const result of results.slice(this.#told)) this.#record(result);
      this.#told = Math.max(this.#told, results.length);
      if (answer) Object.assign(this.#turn, { status: turnStatus(status), text: answer });
    }
  }

  end(): Turn {
    this.#tell({ type: 'answered', turn: this.#turn });
    return this.#turn;
  }

  #pause(request: ApprovalRequest): void {
    Object.assign(this.#turn, { status: 'approval-required', approvalRequest: request });
    this.#tell({ type: 'approval-required', request });
  }

  #tellPlan(steps: PlanState['steps']): void {
    const lines = steps.map(({ task }, index) => `${index + 1}. ${task}`);
    if (lines.length > 0) this.#tell({ type: 'thought', text: `Plan:\n${lines.join('\n')}` });
  }

  #tellStep(step: PlanState['current'] | undefined): void {
    if (!step) return;
    const { task, tool, files } = step;
    this.#tell({ type: 'tool-called', id: `step-${this.#told}`, name: tool, input: { query: task, files } });
  }

  #record({ task, tool, status, text, files, auditId }: StepResult): void {
    const artifacts = files.flatMap((name) => this.#artifacts.get(name) ?? []);
    const reply: RecordedReply = { text, isError: status !== 'succeeded', status, auditId, artifacts };
    this.#turn.calls.push({ name: tool, input: { query: task }, reply });
    this.#tell({ type: 'tool-ended', id: `step-${this.#told}`, name: tool, reply });
  }
}

function turnStatus(status: PlanState['status'] | undefined): Turn['status'] {
  return status === 'answered' ? 'answered' : 'out-of-steps';
}
