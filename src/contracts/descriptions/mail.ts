import { z } from 'zod';
import { cell, commonFields, counted, omitted } from './common.ts';

const attachmentSchema = z.strictObject({
  name: z.string(),
  bytes: counted,
  mediaType: z.string(),
  path: z.string().nullable().describe('where the program finds it unpacked, null when it was not unpacked'),
});

export const mailSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['eml']),
  headers: z
    .record(z.string(), z.string())
    .describe('from, to, cc, subject, date (ISO 8601) as far as present'),
  textPreview: z.string(),
  wordCount: counted,
  attachments: z.array(attachmentSchema),
  omittedAttachments: omitted,
});

export const calendarSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['ics']),
  calendarName: z.string().nullable(),
  timeZones: z.array(z.string()),
  eventCount: counted,
  taskCount: counted,
  recurringCount: counted,
  timeRange: z.strictObject({ from: z.string(), to: z.string() }).nullable(),
  fields: z.array(z.string()).describe('properties the events have, such as SUMMARY'),
  sampleData: z.array(z.record(z.string(), cell)),
});

export type MailDescription = z.infer<typeof mailSchema>;
