/** A FITS file with a table of stars, card by card as the standard says. */
export function stars(): Buffer {
  const unit = (cards: string[]): Buffer => {
    const text = [...cards, 'END'].map((card) => card.padEnd(80)).join('');
    return Buffer.from(text.padEnd(Math.ceil(text.length / 2880) * 2880));
  };
  const card = (key: string, value: string): string => `${key.padEnd(8)}= ${value.padStart(20)}`;
  const text = (key: string, value: string): string => `${key.padEnd(8)}= '${value.padEnd(8)}'`;
  const primary = unit([
    card('SIMPLE', 'T'),
    card('BITPIX', '8'),
    card('NAXIS', '0'),
    card('EXTEND', 'T'),
    text('OBJECT', 'M45'),
  ]);
  const table = unit([
    text('XTENSION', 'BINTABLE'),
    card('BITPIX', '8'),
    card('NAXIS', '2'),
    card('NAXIS1', '12'),
    card('NAXIS2', '2'),
    card('PCOUNT', '0'),
    card('GCOUNT', '1'),
    card('TFIELDS', '2'),
    text('TTYPE1', 'id'),
    text('TFORM1', 'J'),
    text('TTYPE2', 'ra'),
    text('TFORM2', 'D'),
    text('TUNIT2', 'deg'),
    text('EXTNAME', 'STARS'),
  ]);
  const rows = Buffer.alloc(2880);
  rows.writeInt32BE(7, 0);
  rows.writeDoubleBE(56.75, 4);
  rows.writeInt32BE(8, 12);
  rows.writeDoubleBE(56.5, 16);
  return Buffer.concat([primary, table, rows]);
}
