import type { CallForm, FormParser } from './call-form.ts';
import { createFormParser } from './form-parser.ts';
import { fencedCalls } from './json-forms.ts';
import type { ToolCallDialect } from './tool-call-parser.ts';

/** A dialect whose parser can be made one with others. */
export interface Dialect extends ToolCallDialect {
  readonly parser: FormParser;
  /** For people: the families of models that write it. */
  readonly models: string;
}

export function createDialect(dialect: Omit<Dialect, 'parser'> & { forms: readonly CallForm[] }): Dialect {
  const { forms, ...rest } = dialect;
  const parser = createFormParser({ name: dialect.name, forms, fences: [fencedCalls(forms)] });
  return { ...rest, parser };
}
