import { z } from 'zod';
import { fileDescriptionSchema } from '../file-description.ts';
import { issueSchema } from '../issue.ts';
import { fileReferenceSchema } from './stored-file.ts';

const files = z.array(fileReferenceSchema).max(100);

export const describeRequestSchema = z
  .strictObject({ files: files.min(1), skipBadFiles: z.boolean().optional() })
  .meta({ id: 'DescribeRequest' });

export const descriptionsSchema = z
  .object({ files: z.array(fileDescriptionSchema) })
  .meta({ id: 'Descriptions' });

export const verifyRequestSchema = z
  .strictObject({
    code: z
      .string()
      .min(1)
      .max(1024 * 1024),
    files: files.optional(),
  })
  .meta({ id: 'VerifyRequest' });

export const verdictSchema = z
  .object({ code: z.string().describe('the code as it would run'), issues: z.array(issueSchema) })
  .meta({ id: 'Verdict' });

export type DescribeRequest = z.infer<typeof describeRequestSchema>;
export type Descriptions = z.infer<typeof descriptionsSchema>;
export type VerifyRequest = z.infer<typeof verifyRequestSchema>;
export type Verdict = z.infer<typeof verdictSchema>;
