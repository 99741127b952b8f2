import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import type { FileDescription } from '../../../src/contracts/file-description.ts';
import { describeAll, failure } from '../desk.ts';

/** Codec that writes the file, text in it, codec the description must name. */
const samples = [
  ['utf-8', 'name,city\nJosé,Málaga\n', 'utf-8'],
  ['utf-8-sig', 'name,city\nJosé,Málaga\n', 'utf-8-sig'],
  ['utf-16', 'name,city\nJosé,Málaga\n', 'utf-16'],
  ['utf-16-le', 'name,city\nJosé,Málaga\n', 'utf-16-le'],
  ['utf-16-be', 'name,city\nJosé,Málaga\n', 'utf-16-be'],
  ['utf-32', 'name,city\nJosé,Málaga\n', 'utf-32'],
  ['latin-1', 'name,city\nJürgen,Köln\nZoë,Zürich\n', 'cp1252'],
  ['cp1252', 'name,price\nwidget,€5\n“quoted”,3\n', 'cp1252'],
  ['cp1250', 'jméno,město\nJiří,Plzeň\nŽofie,Děčín\n', 'cp1250'],
  ['cp1254', 'isim,şehir\nAyşe,İstanbul\nÇağrı,İzmir\n', 'cp1254'],
  ['cp1251', 'имя,город\nИван,Москва\nОльга,Казань\n', 'cp1251'],
  ['koi8-r', 'имя,город\nИван,Москва\nОльга,Казань\n', 'koi8-r'],
  ['cp932', '商品,価格\nりんご,100\nバナナ,80\n', 'cp932'],
  ['euc_jp', '商品,価格\nりんご,100\nバナナ,80\n', 'euc_jp'],
  ['iso2022_jp', '商品,価格\nりんご,100\n', 'iso2022_jp'],
  ['gb18030', '姓名,城市\n张伟,北京\n李娜,上海\n', 'gb18030'],
  ['big5', '姓名,城市\n張偉,臺北\n李娜,高雄\n', 'big5'],
  ['euc_kr', '이름,도시\n김철수,서울\n이영희,부산\n', 'cp949'],
] as const;

const encode = `
import json, sys
print(json.dumps([text.encode(codec).hex() for codec, text in json.load(sys.stdin)]))
`;

describe('encodings', () => {
  let all: Map<string, FileDescription>;
  beforeAll(async () => {
    const input = JSON.stringify(samples.map(([codec, text]) => [codec, text]));
    const { stdout } = await execa(process.env.PYTHON_CODER_PYTHON ?? 'python3', ['-c', encode], { input });
    const bytes = (JSON.parse(stdout) as string[]).map((hex) => Buffer.from(hex, 'hex'));
    all = await describeAll({
      ...Object.fromEntries(samples.map(([codec], at) => [`${codec}.csv`, bytes[at] as Buffer])),
      'damaged.csv': Buffer.concat([
        Buffer.from('name,city\nJosé,Málaga\nZoë,Zürich\nAñil,Köln\nÅse,Tromsø\nÉva,Győr\n'),
        Buffer.from([0x78, 0xff, 0x2c, 0x79, 0x0a]),
      ]),
      'late.csv': Buffer.concat([
        Buffer.from(`name,city\n${'plain,row\n'.repeat(50_000)}`),
        bytes[10] as Buffer,
      ]),
    });
  });

  it.each(samples)('reads a short %s file', (codec, text, expected) => {
    const description = all.get(`${codec}.csv`);
    const [header, ...rows] = text.trim().split('\n');
    expect(description).toMatchObject({ encoding: expected, rowCount: rows.length });
    expect(description).toMatchObject({
      columns: header?.split(',').map((name, at) => ({
        name,
        ...(at === 0 ? { examples: rows.map((row) => row.split(',')[0]) } : {}),
      })),
    });
  });

  it('says that a legacy encoding is less certain than a marked one', () => {
    expect(all.get('utf-16.csv')).toMatchObject({ encodingConfidence: 1 });
    const { encodingConfidence } = all.get('cp1251.csv') as { encodingConfidence: number };
    expect(encodingConfidence).toBeLessThan(1);
  });

  it('replaces a few broken bytes of a UTF-8 file and says so', () => {
    expect(all.get('damaged.csv')).toMatchObject({ encoding: 'utf-8', rowCount: 6 });
    expect(all.get('damaged.csv')?.load).toContain("encoding_errors='replace'");
    expect(all.get('damaged.csv')?.warnings).toEqual([expect.stringContaining('not valid UTF-8')]);
  });

  it('decides by the foreign letters even when they come late', () => {
    expect(all.get('late.csv')).toMatchObject({ encoding: 'cp1251', rowCount: 50_003 });
  });

  it('refuses binary data under a text name', async () => {
    const bytes = Buffer.from(Array.from({ length: 4096 }, (_, at) => (at * 7 + 1) % 256));
    expect(await failure(describeAll({ 'noise.txt': bytes }))).toBe(
      'input-invalid: The file "noise.txt" holds binary data, not text; give it the extension of its real format.',
    );
  });
});
