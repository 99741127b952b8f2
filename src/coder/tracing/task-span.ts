import type { Attributes } from '@opentelemetry/api';
import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { RunOutcome } from '../../contracts/runtime.ts';
import type { Task } from '../task.ts';
import { inSpan } from './in-span.ts';

/** The span of a whole task, which every other span of it is below; its `python_coder.audit_id` is that of the record. */
export function taskSpan(task: Task, work: () => Promise<CodeTaskResult>): Promise<CodeTaskResult> {
  const attributes = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'python-coder',
    'python_coder.audit_id': task.id,
  };
  return inSpan({ name: 'invoke_agent python-coder', attributes }, async (span) => {
    const result = await work();
    const { status, generator, usage, iterations } = result;
    span.setAttributes({
      'python_coder.status': status,
      'python_coder.generator': generator.kind,
      'python_coder.rounds': iterations,
      'gen_ai.usage.input_tokens': usage.inputTokens,
      'gen_ai.usage.output_tokens': usage.outputTokens,
    });
    if (!result.success) span.setAttribute('error.type', status);
    return result;
  });
}

/** The span of one verification round, with how many issues it left. */
export function roundSpan(task: Task, work: () => Promise<VerificationRound>): Promise<VerificationRound> {
  const attributes = { 'python_coder.iteration': task.rounds.length + 1 };
  return inSpan({ name: 'python_coder verification_round', attributes }, async (span) => {
    const round = await work();
    span.setAttribute('python_coder.issues', round.issues.length);
    return round;
  });
}

/** What a span tells of a finished run. */
export function runAttributes({ status, exitCode, wallMs, isolation }: RunOutcome): Attributes {
  return {
    'gen_ai.operation.name': 'execute_tool',
    'gen_ai.tool.name': 'python',
    'python_coder.run.status': status,
    'python_coder.run.wall_ms': wallMs,
    'python_coder.isolation.tier': isolation.tier,
    ...(exitCode === null ? {} : { 'process.exit.code': exitCode }),
  };
}
