import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { scriptedModel } from '../../../src/llm/scripted-model.ts';
import { approval, program, testCoder } from '../../helpers/test-coder.ts';
import { describeAll, described, failure, fixture } from '../desk.ts';
import { runLoads, wrongLoads } from '../loads.ts';
import { png } from '../made/made-bytes.ts';
import { corrupted, cutOff } from '../made/made-files.ts';

const file = (name: string) => fixture(`image/${name}`);
const names = [
  'photo.jpg',
  'south.jpg',
  'anim.gif',
  'gray.png',
  'pal.png',
  'flag.bmp',
  'pages.tiff',
  'cmyk.tiff',
  'pic.webp',
];
const drawing = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="10cm" height="5cm"
 viewBox="0 0 200 100"><title>Plan B</title><g><rect width="1" height="2"/><rect width="3" height="2"/>
<text x="1" y="2">Hello <tspan>world</tspan></text><use xlink:href="#a"/></g></svg>`;
const linked = `<svg xmlns="http://www.w3.org/2000/svg" onload="run()"><script>run()</script>
<image href="http://example.org/a.png"/><image href="data:image/png;base64,AA=="/></svg>`;
const entity = (declaration: string): string =>
  `<?xml version="1.0"?><!DOCTYPE svg [${declaration}]><svg xmlns="http://www.w3.org/2000/svg"><text>&a;</text></svg>`;

describe('images', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    const pictures = await Promise.all(names.map(async (name) => [name, await file(name)] as const));
    all = await describeAll({
      ...Object.fromEntries(pictures),
      'photo.csv': await file('photo.jpg'),
      'photo.png': await file('photo.jpg'),
      'wide.png': png(16_000, 11_000),
      'plan.svg': drawing,
      'plan.xml': drawing,
      'linked.svg': linked,
      'adobe.svg': entity('<!ENTITY a "http://ns.adobe.com/x/">'),
    });
  });

  it('show what the camera wrote, with the place in decimal degrees', () => {
    expect(described(all, 'photo.jpg', 'jpeg')).toMatchObject({
      width: 64,
      height: 48,
      mode: 'RGB',
      frameCount: 1,
      dpi: [150, 150],
      exif: {
        make: 'Acme',
        model: 'Cam 1',
        takenAt: '2024-05-01T13:45:10',
        timeOffset: '+02:00',
        orientation: 6,
        fNumber: 2.8,
        exposureSeconds: 0.004,
        iso: 200,
        focalLengthMm: 35,
        latitude: 50.9413,
        longitude: 6.9583,
        altitudeMetres: 55,
      },
      load: "Image.open('photo.jpg')",
      warnings: [expect.stringContaining('stored on its side (EXIF orientation 6)')],
    });
    expect(described(all, 'south.jpg', 'jpeg').exif).toMatchObject({
      latitude: -33.8568,
      longitude: 151.2153,
    });
  });

  it('show size, mode, frames and resolution of every kind', () => {
    expect(described(all, 'anim.gif', 'gif')).toMatchObject({
      width: 20,
      height: 10,
      frameCount: 3,
      mode: 'P',
    });
    expect(described(all, 'gray.png', 'png')).toMatchObject({
      width: 30,
      height: 20,
      mode: 'I;16',
      exif: {},
    });
    expect(described(all, 'pal.png', 'png')).toMatchObject({
      mode: 'P',
      warnings: [expect.stringContaining('palette')],
    });
    expect(described(all, 'flag.bmp', 'bmp')).toMatchObject({
      width: 17,
      height: 5,
      mode: 'RGB',
      warnings: [],
    });
    expect(described(all, 'pages.tiff', 'tiff')).toMatchObject({
      width: 40,
      height: 30,
      frameCount: 2,
      dpi: [300, 300],
    });
    expect(described(all, 'cmyk.tiff', 'tiff')).toMatchObject({ mode: 'CMYK', dpi: null });
    expect(described(all, 'pic.webp', 'webp')).toMatchObject({
      width: 33,
      height: 22,
      frameCount: 1,
      dpi: null,
    });
  });

  it('are recognised under wrong names', () => {
    expect(described(all, 'photo.csv', 'jpeg').warnings[0]).toContain('its content is a JPEG image');
    expect(described(all, 'photo.png', 'jpeg').width).toBe(64);
  });

  it('too large to be decoded are described from their header', () => {
    expect(described(all, 'wide.png', 'png')).toMatchObject({
      width: 16_000,
      height: 11_000,
      warnings: [expect.stringMatching(/takes 504 MiB, so its pixels were not checked/)],
    });
  });

  it('drawn as SVG show size, elements and texts', () => {
    expect(described(all, 'plan.svg', 'svg')).toMatchObject({
      width: '10cm',
      height: '5cm',
      viewBox: [0, 0, 200, 100],
      elements: { rect: 2, svg: 1, g: 1, text: 1, tspan: 1, title: 1, use: 1 },
      title: 'Plan B',
      textPreview: 'Hello world',
      load: "etree.parse('plan.svg')",
      warnings: [],
    });
  });

  it('drawn as SVG have scripts and outside references named, and short entities kept', () => {
    expect(described(all, 'linked.svg', 'svg').warnings).toEqual([
      'The drawing holds scripts; they are never run.',
      'Elements that refer to something outside the file: 1; it is never fetched.',
      'The drawing embeds or links pictures: 2.',
    ]);
    expect(described(all, 'adobe.svg', 'svg').elements).toEqual({ svg: 1, text: 1 });
  });

  it('that can not be used say why', async () => {
    const laughs = '<!ENTITY b "ha"><!ENTITY a "&b;&b;&b;&b;">';
    const broken: Record<string, string | Buffer> = {
      'bomb.png': png(60_000, 60_000),
      'lying.png': png(5_000, 5_000),
      'none.png': png(0, 0),
      'laughs.svg': entity(laughs),
      'outside.svg': entity('<!ENTITY a SYSTEM "file:///etc/passwd">'),
      'cut.svg': drawing.slice(0, -20),
      'other.svg': '<?xml version="1.0"?><plan><room/></plan>',
    };
    for (const name of ['photo.jpg', 'anim.gif', 'gray.png', 'flag.bmp', 'pages.tiff', 'pic.webp'])
      broken[`cut-${name}`] = cutOff(await file(name));
    broken['hole.png'] = corrupted(await file('gray.png'));
    const message = await failure(describeAll(broken));
    expect(message.split('\n').slice(1)).toEqual([
      expect.stringMatching(/^- "bomb\.png" claims more than 178,956,970 pixels/),
      expect.stringMatching(/^- "lying\.png" has pixels that can't be decoded/),
      expect.stringMatching(/^- "none\.png" /),
      expect.stringMatching(/^- "laughs\.svg" declares XML entities/),
      expect.stringMatching(/^- "outside\.svg" declares XML entities/),
      expect.stringMatching(/^- "cut\.svg" is not well-formed XML/),
      expect.stringMatching(/^- "other\.svg" is XML with the root element "plan"/),
      ...['photo.jpg', 'anim.gif', 'gray.png', 'flag.bmp', 'pages.tiff', 'pic.webp'].map((name) =>
        expect.stringMatching(new RegExp(`^- "cut-${name}" .*(?:cut off|damaged)`)),
      ),
      expect.stringMatching(/^- "hole\.png" has pixels that can't be decoded/),
    ]);
  });

  it('are loaded by a program with the described imports', async () => {
    const results = await runLoads({ 'photo.jpg': await file('photo.jpg'), 'plan.svg': drawing });
    expect(results.map(({ loaded }) => loaded.type)).toEqual(['JpegImageFile', '_ElementTree']);
    expect(wrongLoads(results)).toEqual([]);
  });

  it('answer a question through the described load', async () => {
    const code =
      "from PIL import Image\nimage = Image.open('flag.bmp')\nprint(image.getpixel((0, 0)), image.size)";
    await using desk = await testCoder(scriptedModel([program(code), approval]));
    const path = await desk.file('flag.bmp', await file('flag.bmp'));
    const result = await desk.coder.executeCodeTask('Which colour?', { files: [path] });
    expect(result).toMatchObject({ status: 'succeeded', output: '(255, 165, 0) (17, 5)\n' });
  });
});
