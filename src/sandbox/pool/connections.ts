import { createServer, type Server, type Socket } from 'node:net';
import { isExhaustion, outOf } from '../../errors/exhaustion.ts';
import { parseJson } from '../../text/parse-json.ts';
import { helloSchema } from './zygote-events.ts';

export type Channels = Record<'control' | 'stdout' | 'stderr', Socket>;

const maxHelloBytes = 200;
const arrivalMs = 10_000;

/** Listens where forked processes connect and hands out their three channels once all are there. */
export class Connections {
  readonly #server: Server;
  readonly #partial = new Map<number, Partial<Channels>>();
  readonly #waiting = new Map<number, { arrive: (channels: Channels) => void; timer: NodeJS.Timeout }>();

  constructor() {
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#greet(socket));
    this.#server.unref();
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) =>
        reject(isExhaustion(error) ? outOf(error) : error),
      );
      this.#server.listen(path, resolve);
    });
  }

  /** The channels of one forked process; never resolves when it dies first, rejects with `busy` when a connection got lost: the system drops those it has no descriptor for. */
  channelsOf(id: number): Promise<Channels> {
    return new Promise((arrive, reject) => {
      const timer = setTimeout(
        () => reject(outOf({ code: 'a connection did not arrive' })),
        arrivalMs,
      ).unref();
      this.#waiting.set(id, { arrive, timer });
    });
  }

  forget(id: number): void {
    clearTimeout(this.#waiting.get(id)?.timer);
    this.#waiting.delete(id);
    for (const socket of Object.values(this.#partial.get(id) ?? {})) socket.destroy();
    this.#partial.delete(id);
  }

  close(): void {
    this.#server.close();
    for (const id of [...this.#waiting.keys(), ...this.#partial.keys()]) this.forget(id);
  }

  #greet(socket: Socket): void {
    socket.unref();
    socket.on('error', () => undefined);
    const onReadable = (): void => {
      const header = socket.read(4) as Buffer | null;
      if (header === null) return;
      const length = header.readUInt32BE(0);
      const payload = length <= maxHelloBytes ? (socket.read(length) as Buffer | null) : null;
      socket.off('readable', onReadable);
      if (payload === null) socket.destroy();
      else this.#register(socket, payload);
    };
    socket.on('readable', onReadable);
  }

  #register(socket: Socket, payload: Buffer): void {
    const hello = helloSchema.safeParse(parseJson(payload.toString('utf8')));
    if (!hello.success || !this.#waiting.has(hello.data.id)) {
      socket.destroy();
      return;
    }
    const { id, channel } = hello.data;
    const channels: Partial<Channels> = this.#partial.get(id) ?? {};
    channels[channel] = socket;
    this.#partial.set(id, channels);
    if (!channels.control || !channels.stdout || !channels.stderr) return;
    this.#partial.delete(id);
    this.#waiting.get(id)?.arrive(channels as Channels);
    this.forget(id);
  }
}
