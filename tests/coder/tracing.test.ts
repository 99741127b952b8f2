import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scriptedModel } from '../../src/llm/scripted-model.ts';
import { program, testCoder } from '../helpers/test-coder.ts';

const exporter = new InMemorySpanExporter();

beforeAll(() => {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
});
afterAll(() => {
  trace.disable();
  context.disable();
});

/** Each span as a path of names from the root, in the order they ended. */
function paths(spans: ReadableSpan[]): string[] {
  const byId = new Map(spans.map((span) => [span.spanContext().spanId, span]));
  const path = (span: ReadableSpan): string => {
    const parent = byId.get(span.parentSpanContext?.spanId ?? '');
    return parent === undefined ? span.name : `${path(parent)} > ${span.name}`;
  };
  return spans.map(path);
}

describe('a traced task', () => {
  it('has one trace with spans for the model calls, every verification round and the run, named by its audit id', async () => {
    const model = scriptedModel([
      program('import socket\nprint(6 * 7)'),
      program('print(6 * 7)'),
      { approved: true, issues: [] },
    ]);
    await using test = await testCoder(model);
    exporter.reset();
    const result = await test.coder.executeCodeTask('Print six times seven, the secret-question');
    expect(result).toMatchObject({ status: 'succeeded', output: '42\n', iterations: 2 });
    const spans = exporter.getFinishedSpans();
    const root = spans.at(-1) as ReadableSpan;
    expect(root.attributes).toMatchObject({
      'gen_ai.operation.name': 'invoke_agent',
      'python_coder.audit_id': result.auditId,
      'python_coder.status': 'succeeded',
      'python_coder.rounds': 2,
    });
    const agent = 'invoke_agent python-coder';
    const chat = `chat ${model.name}`;
    const round = `${agent} > python_coder verification_round`;
    expect(paths(spans)).toEqual([
      `${agent} > python_coder prepare`,
      `${agent} > python_coder generate > ${chat}`,
      `${agent} > python_coder generate`,
      `${round} > python_coder verify`,
      round,
      `${agent} > python_coder modify > ${chat}`,
      `${agent} > python_coder modify`,
      `${round} > python_coder verify`,
      `${round} > python_coder review > ${chat}`,
      `${round} > python_coder review`,
      round,
      `${agent} > python_coder execute`,
      `${agent} > python_coder collect`,
      agent,
    ]);
    expect(new Set(spans.map((span) => span.spanContext().traceId)).size).toBe(1);
    const rounds = spans.filter(({ name }) => name.endsWith('verification_round'));
    expect(rounds.map(({ attributes }) => attributes['python_coder.issues'])).toEqual([1, 0]);
    expect(spans.find(({ name }) => name === 'python_coder execute')?.attributes).toMatchObject({
      'python_coder.run.status': 'finished',
      'process.exit.code': 0,
    });
    const told = JSON.stringify(spans.map(({ attributes, events }) => [attributes, events]));
    expect(told).not.toMatch(/secret-question|socket|print/);
  });

  it('marks the span of what failed with the code of the error', async () => {
    await using test = await testCoder(scriptedModel([]));
    exporter.reset();
    const result = await test.coder.executeCodeTask('Anything');
    expect(result.status).toBe('model-failed');
    const spans = exporter.getFinishedSpans();
    expect(spans.find(({ name }) => name.startsWith('chat'))?.attributes['error.type']).toBe('model-failed');
    expect(spans.at(-1)?.attributes['error.type']).toBe('model-failed');
  });
});
