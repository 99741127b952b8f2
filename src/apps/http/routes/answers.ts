import { problemSchema } from '../../../contracts/service/problem.ts';

const problem = {
  content: { 'application/problem+json': { schema: problemSchema } },
  description: 'What went wrong and what to do about it',
};

/** The answers that every route may give beside its own. */
export const problems = { '4xx': problem, '5xx': problem } as const;
