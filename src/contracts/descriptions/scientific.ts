import { z } from 'zod';
import { attributes, cell, commonFields, counted, omitted } from './common.ts';

const datasetSchema = z.strictObject({
  path: z.string().describe('name within the file, empty where the file holds one array only'),
  shape: z.array(counted),
  dtype: z.string(),
  dimensions: z.array(z.string()).optional(),
  units: z.string().optional(),
  min: cell.optional(),
  max: cell.optional(),
  nanCount: counted.optional(),
  examples: z.array(cell).optional().describe('first values of a list or a single value'),
  attributes: attributes.optional(),
  load: z.string().describe('a Python expression that gives this dataset'),
});

export const scientificSchema = z.strictObject({
  ...commonFields,
  type: z.enum(['h5', 'nc', 'mat', 'npy', 'npz', 'fits', 'dat']),
  container: z.string().describe('what the bytes are, such as "netCDF-4" or "MATLAB 5"'),
  groups: z.array(z.string()),
  datasets: z.array(datasetSchema),
  omittedDatasets: omitted,
  dimensions: z.record(z.string(), counted).optional(),
  coordinates: z.array(z.string()).optional(),
  timeRange: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  attributes,
  layout: z.string().optional().describe('guessed record layout of a .dat file'),
});

export type ScientificDescription = z.infer<typeof scientificSchema>;
