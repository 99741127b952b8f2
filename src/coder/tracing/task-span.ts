import type { Attributes } from '@opentelemetry/api';
import type { CodeTaskResult, VerificationRound } from '../../contracts/code-task.ts';
import type { RunOutcome } from '../../contracts/runtime.ts';
import { inSpan } from './in-span.ts';

/** The span of a whole task, which every other span of it is below; its `python_coder.audit_id` is that of the record. */
export function taskSpan<Ended extends { result: CodeTaskResult }>(
  auditId: string,
  work: () => Promise<Ended>,
): Promise<Ended> {
  const attributes = {
    'gen_ai.operation.name': 'invoke_agent',
    'gen_ai.agent.name': 'python-coder',
    'python_coder.audit_id': auditId,
  };
  return inSpan({ name: 'invoke_agent python-coder', attributes }, async (span) => {
    const ended = await work();
    const { status, success, generator, usage, iterations } = ended.result;
    span.setAttributes({
      'python_coder.status': status,
      'python_coder.generator': generator.kind,
      'python_coder.rounds': iterations,
      'gen_ai.usage.input_tokens': usage.inputTokens,
      'gen_ai.usage.output_tokens': usage.outputTokens,
    });
    if (!success) span.setAttribute('error.type', status);
    return ended;
  });
}

/** The span of one verification round, with how many issues it left. */
export function roundSpan(
  iteration: number,
  work: () => Promise<VerificationRound>,
): Promise<VerificationRound> {
  const attributes = { 'python_coder.iteration': iteration };
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
