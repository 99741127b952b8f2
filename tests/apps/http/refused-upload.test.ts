import { once } from 'node:events';
import { connect } from 'node:net';
import { expect, it } from 'vitest';
import { openHttpRoom } from '../../helpers/http-room.ts';

/** More than any buffer on the way takes while nobody reads. */
const tooMuch = Buffer.alloc(8 * 2 ** 20, 'a');

it('answers the next request of a connection whose upload was refused in the middle', async () => {
  await using room = await openHttpRoom({ config: { maxFileSizeMiB: 1 } });
  const { hostname, port, host } = new URL(room.url);
  const form = Buffer.concat([
    Buffer.from('--x\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\n'),
    tooMuch,
    Buffer.from('\r\n--x--\r\n'),
  ]);
  const socket = connect(Number(port), hostname);
  socket.write(
    `POST /api/files HTTP/1.1\r\nhost: ${host}\r\ncontent-type: multipart/form-data; boundary=x\r\ncontent-length: ${form.length}\r\n\r\n`,
  );
  socket.write(form);
  socket.write(`GET /health HTTP/1.1\r\nhost: ${host}\r\n\r\n`);
  let heard = '';
  while (!heard.includes('"status":"ok"')) heard += String((await once(socket, 'data'))[0]);
  expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200']);
  socket.destroy();
});
