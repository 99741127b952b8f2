import { z } from 'zod';

const template = z.string().max(256 * 1024);

export const renderRequestSchema = z
  .strictObject({ template, variables: z.record(z.string(), z.unknown()) })
  .meta({ id: 'RenderRequest' });

export const renderedSchema = z.object({ text: z.string() }).meta({ id: 'Rendered' });

export const validateRequestSchema = z.strictObject({ template }).meta({ id: 'ValidateRequest' });

export const templateReportSchema = z
  .object({
    valid: z.boolean(),
    errors: z.array(
      z.object({
        message: z.string(),
        line: z.int().positive().nullable(),
        column: z.int().positive().nullable(),
      }),
    ),
    variables: z.array(z.string()).describe('what a render has to be given'),
    filters: z.array(z.string()).describe('the filters it uses'),
  })
  .meta({ id: 'TemplateReport' });

export type RenderRequest = z.infer<typeof renderRequestSchema>;
export type Rendered = z.infer<typeof renderedSchema>;
export type TemplateReport = z.infer<typeof templateReportSchema>;
