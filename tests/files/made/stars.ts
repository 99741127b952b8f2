import { fits } from './made-bytes.ts';

/** A FITS file with a table of stars. */
export function stars(): Buffer {
  const primary = fits({ SIMPLE: 'T', BITPIX: '8', NAXIS: '0', EXTEND: 'T', OBJECT: "'M45     '" });
  const table = fits({
    XTENSION: "'BINTABLE'",
    BITPIX: '8',
    NAXIS: '2',
    NAXIS1: '12',
    NAXIS2: '2',
    PCOUNT: '0',
    GCOUNT: '1',
    TFIELDS: '2',
    TTYPE1: "'id      '",
    TFORM1: "'J       '",
    TTYPE2: "'ra      '",
    TFORM2: "'D       '",
    TUNIT2: "'deg     '",
    EXTNAME: "'STARS   '",
  });
  const rows = Buffer.alloc(2880);
  rows.writeInt32BE(7, 0);
  rows.writeDoubleBE(56.75, 4);
  rows.writeInt32BE(8, 12);
  rows.writeDoubleBE(56.5, 16);
  return Buffer.concat([primary, table, rows]);
}
