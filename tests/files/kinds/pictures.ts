import { expect } from 'vitest';
import { patched, png } from '../made/made-bytes.ts';
import { changed, cut, holed, named, never, type SevenKinds, stored, written } from './seven-kinds.ts';

const svg = (content: string, declared = ''): string =>
  `<?xml version="1.0"?>${declared}<svg xmlns="http://www.w3.org/2000/svg">${content}</svg>`;
const broken = /cut off|damaged/;
const bomb = /claims more than 178,956,970 pixels/;

/** What becomes of images and drawings. */
export const pictures = {
  png: {
    typical: stored('image/gray.png', { width: 30, height: 20, mode: 'I;16', frameCount: 1 }),
    odd: stored('image/pal.png', {
      width: 12,
      height: 9,
      mode: 'P',
      warnings: [expect.stringContaining('palette')],
    }),
    empty: written(png(0, 0), broken),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.csv', 'a PNG image'),
    hostile: written(png(60_000, 60_000), bomb),
  },
  jpeg: {
    typical: stored('image/photo.jpg', {
      width: 64,
      height: 48,
      dpi: [150, 150],
      exif: { make: 'Acme', latitude: 50.9413 },
    }),
    odd: stored('image/cmyk.jpg', { width: 20, height: 10, mode: 'CMYK', exif: {} }),
    empty: changed((typical) => sized(typical, 0), broken),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.png', 'a JPEG image'),
    hostile: changed((typical) => sized(typical, 65_500), bomb),
  },
  gif: {
    typical: stored('image/anim.gif', { width: 20, height: 10, frameCount: 3 }),
    odd: stored('image/odd.gif', { width: 16, height: 9, frameCount: 1 }),
    empty: written(Buffer.from('474946383961140005000000003b', 'hex'), broken),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.txt', 'a GIF image'),
    hostile: changed((typical) => patched(typical, 6, [0xff, 0xff, 0xff, 0xff]), bomb),
  },
  bmp: {
    typical: stored('image/flag.bmp', { width: 17, height: 5, mode: 'RGB' }),
    odd: stored('image/odd.bmp', { width: 9, height: 7, mode: expect.stringMatching(/^[1P]$/) }),
    empty: changed((typical) => patched(typical, 18, [0, 0, 0, 0]), /has no pixels|damaged/),
    truncated: cut(broken),
    corrupt: never('every value of a pixel is valid, and a BMP has no checksums'),
    lying: named('.jpg', 'a BMP image'),
    hostile: changed((typical) => patched(typical, 18, [0, 0, 1, 0, 0, 0, 1, 0]), bomb),
  },
  tiff: {
    typical: stored('image/pages.tiff', { width: 40, height: 30, frameCount: 2, dpi: [300, 300] }),
    odd: stored('image/cmyk.tiff', { mode: 'CMYK', dpi: null }),
    empty: written(Buffer.from('49492a0008000000000000000000', 'hex'), broken),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.xlsx', 'a TIFF image'),
    hostile: changed(hugeTiff, bomb),
  },
  webp: {
    typical: stored('image/pic.webp', { width: 33, height: 22, frameCount: 1 }),
    odd: stored('image/odd.webp', { width: 16, height: 9, mode: 'RGB' }),
    empty: never('the format stores width and height less one'),
    truncated: cut(broken),
    corrupt: holed(broken),
    lying: named('.png', 'a WebP image'),
    hostile: changed((typical) => patched(typical, 26, [0xff, 0x3f, 0xff, 0x3f]), /268,|claims|damaged/),
  },
  svg: {
    typical: stored('image/harbour.svg', {
      width: '104pt',
      height: '204pt',
      viewBox: [0, 0, 104.19, 204],
      title: 'harbour',
      elements: { text: 4, ellipse: 3, polygon: 3, path: 2 },
    }),
    odd: written(svg('<text>&a;</text>', '<!DOCTYPE svg [<!ENTITY a "http://ns.adobe.com/x/">]>'), {
      elements: { svg: 1, text: 1 },
    }),
    empty: written('<svg xmlns="http://www.w3.org/2000/svg"/>', { elements: { svg: 1 }, textPreview: '' }),
    truncated: cut(/is not well-formed XML/),
    corrupt: holed(/is not well-formed XML/),
    lying: named('.png', 'an SVG drawing'),
    hostile: written(
      svg('<text>&a;</text>', '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'),
      /declares XML entities/,
    ),
  },
} satisfies Record<string, SevenKinds>;

/** A JPEG whose frame header says this width and height. */
function sized(jpeg: Buffer, size: number): Buffer {
  const at = jpeg.indexOf(Buffer.from([0xff, 0xc0])) + 5;
  const bytes = [size >> 8, size & 0xff];
  return patched(jpeg, at, [...bytes, ...bytes]);
}

/** A TIFF whose first page says that it has 100,000 times 100,000 pixels. */
function hugeTiff(tiff: Buffer): Buffer {
  const copy = Buffer.from(tiff);
  const directory = copy.readUInt32LE(4);
  for (let entry = directory + 14; entry < directory + 38; entry += 12) {
    copy.writeUInt16LE(4, entry + 2);
    copy.writeUInt32LE(100_000, entry + 8);
  }
  return copy;
}
