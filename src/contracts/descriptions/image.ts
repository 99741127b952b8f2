import { z } from 'zod';
import { attributes, commonFields, counted } from './common.ts';

export const imageSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['png', 'jpeg', 'gif', 'bmp', 'tiff', 'webp']),
  width: counted.describe('pixels'),
  height: counted.describe('pixels'),
  mode: z.string().describe("Pillow's mode, such as RGB or L"),
  frameCount: counted,
  dpi: z.tuple([z.number(), z.number()]).nullable(),
  exif: attributes.describe('camera, takenAt, latitude and longitude in decimal degrees … as far as present'),
});

export const svgSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['svg']),
  width: z.string().nullable(),
  height: z.string().nullable(),
  viewBox: z.array(z.number()).length(4).nullable(),
  elements: z.record(z.string(), counted).describe('element name → how often'),
  title: z.string().nullable(),
  textPreview: z.string(),
});

export type ImageDescription = z.infer<typeof imageSchema>;
