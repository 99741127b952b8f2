import { z } from 'zod';
import { commonFields, counted, omitted } from './common.ts';

const memberSchema = z.strictObject({
  path: z.string().describe('the name under which the program opens it'),
  bytes: counted,
});

export const archiveSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['zip', 'tar', 'gz', 'bz2', 'xz', '7z']),
  folder: z.string().describe('folder of the working folder that holds the unpacked members'),
  memberCount: counted,
  unpackedBytes: counted,
  members: z.array(memberSchema),
  omittedMembers: omitted,
});

export type ArchiveDescription = z.infer<typeof archiveSchema>;
