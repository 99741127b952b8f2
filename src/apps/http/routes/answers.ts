import { z } from 'zod';
import { problemSchema } from '../../../contracts/service/problem.ts';

const problem = {
  content: { 'application/problem+json': { schema: problemSchema } },
  description: 'What went wrong and what to do about it',
};

/** The answers that every route may give beside its own. */
export const problems = { '4xx': problem, '5xx': problem } as const;

const file = {
  content: { '*/*': { schema: z.any().meta({ type: 'string', format: 'binary' }) } },
};

/** A download, whole or the range that was asked for. */
export const download = {
  200: { ...file, description: 'The file' },
  206: { ...file, description: 'A part of the file' },
  ...problems,
} as const;

/** Text of a type of its own. */
export const textOf = <Type extends string>(type: Type, description: string) => ({
  content: { [type]: { schema: z.any() } },
  description,
});

/** A form with files; it is read as it comes and never validated as a whole. */
export const uploadedForm = {
  content: {
    'multipart/form-data': {
      schema: z.any().meta({
        type: 'object',
        properties: { file: { type: 'string', format: 'binary' } },
        required: ['file'],
      }),
    },
  },
};
