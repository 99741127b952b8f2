import { createServer, type Server, type Socket } from 'node:net';
import { parseJson } from '../environment/parse-json.ts';
import { helloSchema } from './zygote-events.ts';

export type Channels = Record<'control' | 'stdout' | 'stderr', Socket>;

const maxHelloBytes = 200;

/** Listens where forked processes connect and hands out their three channels once all are there. */
export class Connections {
  readonly #server: Server;
  readonly #partial = new Map<number, Partial<Channels>>();
  readonly #waiting = new Map<number, (channels: Channels) => void>();

  constructor() {
    this.#server = createServer({ pauseOnConnect: true }, (socket) => this.#greet(socket));
    this.#server.unref();
  }

  listen(path: string): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(path, resolve);
    });
  }

  /** The channels of one forked process; never resolves when it dies first. */
  channelsOf(id: number): Promise<Channels> {
    return new Promise((resolve) => this.#waiting.set(id, resolve));
  }

  forget(id: number): void {
    this.#waiting.delete(id);
    for (const socket of Object.values(this.#partial.get(id) ?? {})) socket.destroy();
    this.#partial.delete(id);
  }

  close(): void {
    this.#server.close();
    for (const id of [...this.#partial.keys()]) this.forget(id);
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
    this.#waiting.get(id)?.(channels as Channels);
    this.#waiting.delete(id);
  }
}
