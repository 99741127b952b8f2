import type { TaskEvent } from './task-event.ts';

/** What is wrong, in a sentence for whoever wrote the template. Line and column count from 1, the latter in characters; null where it is not known for certain. */
export interface TemplateFault {
  message: string;
  line: number | null;
  column: number | null;
}

/** `failed` is a fault of the template or its variables; the others name the bound that it reached. */
export type RenderFailure = 'failed' | 'timed-out' | 'out-of-memory' | 'output-too-large';

/** The text as it was rendered, in which nothing is escaped; where there are several faults, the first in the template. */
export type Rendering =
  | { status: 'rendered'; text: string }
  | { status: RenderFailure; fault: TemplateFault };

/** What can be said of a template without variables; `variables` is empty where it is not valid. */
export interface TemplateReport {
  valid: boolean;
  errors: TemplateFault[];
  /** Names that it takes from its variables, sorted. */
  variables: string[];
  /** Filters that it uses, sorted. */
  filters: string[];
}

export interface TemplateOptions {
  signal?: AbortSignal | undefined;
  /** Told while Python's packages are being set up. */
  onEvent?: ((event: TaskEvent) => void) | undefined;
}

export interface RenderOptions extends TemplateOptions {
  /** Whether a name that nothing gives is a fault, or empty text as in plain Jinja; `strict` unless given. */
  undefined?: 'strict' | 'lenient' | undefined;
}

/** Jinja templates, each rendered by Jinja2's own sandbox in a throwaway process of ours. Nothing of it is recorded. */
export interface Templates {
  /** Variables are data: whatever JSON can say, and whole numbers of any size as `bigint`. Throws `input-invalid` for others, and for what is too large. */
  render(template: string, variables?: Record<string, unknown>, options?: RenderOptions): Promise<Rendering>;
  /** All that is wrong as far as it can be told at once, and what it needs. */
  validate(template: string, options?: TemplateOptions): Promise<TemplateReport>;
}
