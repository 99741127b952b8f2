import { type Attributes, type Span, SpanStatusCode, trace } from '@opentelemetry/api';
import { packageVersion } from '../../config/package-root.ts';
import { CoderError } from '../../errors/coder-error.ts';

interface Described {
  name: string;
  attributes: Attributes;
}

/**
 * Does the work inside a span of whatever tracer the program has registered; without one this costs nothing. Names and
 * attributes follow OpenTelemetry's conventions for generative AI; no text of a question, prompt, program or file is in them.
 */
export function inSpan<Value>(
  { name, attributes }: Described,
  work: (span: Span) => Promise<Value>,
): Promise<Value> {
  const tracer = trace.getTracer('python-coder', packageVersion);
  return tracer.startActiveSpan(name, { attributes }, async (span) => {
    try {
      return await work(span);
    } catch (error) {
      const type = error instanceof CoderError ? error.code : '_OTHER';
      span.setAttribute('error.type', type).setStatus({ code: SpanStatusCode.ERROR });
      throw error;
    } finally {
      span.end();
    }
  });
}
