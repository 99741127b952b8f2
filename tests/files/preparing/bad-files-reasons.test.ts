import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { packageRoot } from '../../../src/config/package-root.ts';
import { runPython } from '../../helpers/run-python.ts';
import { describeAll, failure, fixture } from '../desk.ts';

/** What a Python program prints that may import the describers. */
function python(code: string): Promise<string> {
  const paths = `import sys; sys.path.insert(0, ${JSON.stringify(path.join(packageRoot, 'src/python'))})\n`;
  return runPython('-c', paths + code);
}

/** What a reader raised → what a person is told. */
const reasons = [
  ["xml.etree.ElementTree.ParseError('junk')", 'a part of it is not well-formed XML'],
  ["zipfile.BadZipFile('File name in directory')", 'a packed part of it does not unpack'],
  ["zlib.error('Error -3')", 'a packed part of it does not unpack'],
  ["UnicodeDecodeError('utf-8', b'x', 0, 1, 'why')", 'a text in it is not in the encoding it should have'],
  ["struct.error('unpack requires a buffer')", 'it ends too early'],
  ['TypeError("\'NoneType\' object is not iterable")', 'its parts do not fit together: TypeError'],
  ["OSError('Truncated File Read')", 'Truncated File Read'],
  ["OSError('bad StripeFooter from <x object at 0x7f>')", 'its parts do not fit together'],
  ["OSError('Read past EOF in Decompression::readBuffer')", 'its parts do not fit together'],
  ["ValueError('x' * 5000)", 'its parts do not fit together'],
  ["ValueError('a\\u202eb\\nc')", 'ab c'],
] as const;

it('a reader that gave up is quoted where it speaks plainly, and never with bytes of the file or the inside of a program', async () => {
  const errors = `[${reasons.map(([error]) => error).join(', ')}]`;
  const code = `import json, struct, xml.etree.ElementTree, zipfile, zlib
from describers.base.damage import reason_of
print(json.dumps([reason_of(error) for error in ${errors}]))`;
  expect(JSON.parse(await python(code))).toEqual(reasons.map(([, reason]) => reason));
});

describe('a deadline', () => {
  it('ends what never ends, inside a block with a deadline of its own as well, and then rings no more', async () => {
    const code = `import time
from describers.base.deadline import OutOfTime, within
def forever():
    while True: pass
try:
    with within(0.3):
        try:
            with within(0.05): forever()
        except OutOfTime: print('inner')
        with within(60): print('passed')
        forever()
except OutOfTime: print('outer')
time.sleep(0.4)
print('quiet')`;
    expect(await python(code)).toBe('inner\npassed\nouter\nquiet');
  });
});

it('a small file that asks for endless memory is called damaged, not large', async () => {
  const feather = await fixture('columnar/stations.feather');
  const packed = feather.indexOf(Buffer.from('04224d18', 'hex')); // an LZ4 frame, behind the size it unpacks to
  feather.writeBigInt64LE(1n << 40n, packed - 8);
  expect(await failure(describeAll({ 'endless.feather': feather }))).toBe(
    'input-invalid: The file "endless.feather" is damaged: it claims to hold far more than its size allows; save it again in its own program.',
  );
});
