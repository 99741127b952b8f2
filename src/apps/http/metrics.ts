import { readdirSync, readFileSync } from 'node:fs';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { TaskStatus } from '../../contracts/code-task.ts';
import type { TaskEvent } from '../../contracts/task-event.ts';
import type { ErrorCode } from '../../errors/coder-error.ts';

/** What tasks and requests are counted with, in the text format of Prometheus. */
export interface Metrics {
  readonly contentType: string;
  text(): Promise<string>;
  countRequest(request: { method: string; route: string; status: number; seconds: number }): void;
  countTask(outcome: TaskStatus | ErrorCode): void;
  countRun(language: string, outcome: TaskStatus): void;
  watch(event: TaskEvent): void;
}

interface Load {
  running: number;
  queued: number;
  waiting: number;
}

const seconds = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** A registry of its own, so that two services of one process do not count together. */
export function openMetrics(loadOf: () => Load): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'python_coder_' });
  const registers = [registry];
  const requests = new Histogram({
    name: 'python_coder_http_request_seconds',
    help: 'Requests by route and status',
    labelNames: ['method', 'route', 'status'],
    buckets: seconds,
    registers,
  });
  const tasks = new Counter({
    name: 'python_coder_tasks_total',
    help: 'Tasks by how they ended',
    labelNames: ['outcome'],
    registers,
  });
  const runs = new Counter({
    name: 'python_coder_executions_total',
    help: 'Calls of /api/execute by language and how they ended',
    labelNames: ['language', 'outcome'],
    registers,
  });
  const phases = new Histogram({
    name: 'python_coder_phase_seconds',
    help: 'What the phases of tasks took',
    labelNames: ['phase'],
    buckets: seconds,
    registers,
  });
  new Gauge({
    name: 'python_coder_tasks',
    help: 'Tasks that are there now, by what they do',
    labelNames: ['state'],
    registers,
    collect() {
      for (const [state, count] of Object.entries(loadOf())) this.set({ state }, count);
    },
  });
  new Gauge({
    name: 'python_coder_interpreter_memory_bytes',
    help: 'Memory of the interpreters and their programs; shared pages count for each',
    registers,
    collect() {
      this.set(memoryBelow(process.pid));
    },
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    countRequest: ({ seconds: took, ...labels }) => requests.observe(labels, took),
    countTask: (outcome) => tasks.inc({ outcome }),
    countRun: (language, outcome) => runs.inc({ language, outcome }),
    watch: (event) => {
      if (event.type === 'phase-finished') phases.observe({ phase: event.phase }, event.durationMs / 1000);
    },
  };
}

const pageBytes = 4096;

/** Resident bytes of all processes that descend from one; 0 where the system has no /proc. */
function memoryBelow(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + residentBytes(child) + memoryBelow(child), 0);
}

function childrenOf(pid: number): number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const lists = threads.map((thread) => readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8'));
    return lists.flatMap((list) => list.split(' ').filter(Boolean).map(Number));
  } catch {
    return [];
  }
}

function residentBytes(pid: number): number {
  try {
    return Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]) * pageBytes;
  } catch {
    return 0; // it ended meanwhile
  }
}
