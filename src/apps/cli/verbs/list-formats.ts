import { statusCodes } from '../../../contracts/outcome-codes.ts';
import { families, formats } from '../../../files/formats.ts';
import type { Answer, Session } from '../answer.ts';
import { renderTable } from '../render-table.ts';

/** Prints every file format that can be described and read, from the table that decides it. */
export function listFormats({ out }: Session): Answer {
  const rows = families.map((family) => [
    family,
    formats
      .filter((format) => format.family === family)
      .flatMap((format) => format.extensions)
      .join(' '),
  ]);
  const [head = '', ...lines] = renderTable([['family', 'extensions'], ...rows]);
  return {
    exitCode: statusCodes.succeeded.exitCode,
    value: {
      success: true,
      formats: formats.map(({ type, family, extensions, mediaType }) => ({
        type,
        family,
        extensions,
        mediaType,
      })),
    },
    text: [out.palette.bold(head), ...lines].join('\n'),
    problem: '',
    notes: '',
  };
}
