import { connect, type Socket } from 'node:net';

/** A connection on which a test says what it wants, also what no client would. */
export class RawConnection implements AsyncDisposable {
  readonly socket: Socket;
  #heard = '';
  #isOver = false;
  readonly #ended: Promise<void>;

  static async open(url: string, { allowHalfOpen = false } = {}): Promise<RawConnection> {
    const { hostname, port } = new URL(url);
    const socket = connect({ host: hostname, port: Number(port), allowHalfOpen });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    return new RawConnection(socket);
  }

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk) => {
      this.#heard += chunk.toString('latin1');
    });
    socket.on('error', () => undefined); // a reset is an end as well
    this.#ended = happens(socket, 'close').then(() => {
      this.#isOver = true;
    });
  }

  /** Resolves when the system took it, or the connection is over. */
  async say(text: string | Uint8Array): Promise<void> {
    if (this.#isOver || !this.socket.writable) return;
    if (!this.socket.write(text)) await Promise.race([happens(this.socket, 'drain'), this.#ended]);
  }

  get isOver(): boolean {
    return this.#isOver || !this.socket.writable;
  }

  /** Everything that came until the other side ended the connection. */
  async untilEnd(): Promise<string> {
    await this.#ended;
    return this.#heard;
  }

  /** Everything so far, as soon as these words are in it. */
  async until(words: string): Promise<string> {
    while (!this.#heard.includes(words) && !this.#isOver)
      await Promise.race([happens(this.socket, 'data'), this.#ended]);
    return this.#heard;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.socket.destroy();
    await this.#ended;
  }
}

function happens(socket: Socket, event: string): Promise<void> {
  return new Promise((resolve) => socket.once(event, () => resolve()));
}

/** What one connection answers to one text, read to its end. */
export async function askRaw(url: string, text: string): Promise<string> {
  await using connection = await RawConnection.open(url);
  await connection.say(text);
  return await connection.untilEnd();
}

/** The bodies of all answers of a connection that are problems. */
export function problemsIn(heard: string): Record<string, unknown>[] {
  const problems: Record<string, unknown>[] = [];
  for (let rest = heard; rest.includes('\r\n\r\n'); ) {
    const start = rest.indexOf('\r\n\r\n') + 4;
    const head = rest.slice(0, start);
    const end = start + Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    if (/^content-type: application\/problem\+json/im.test(head))
      problems.push(JSON.parse(rest.slice(start, end)) as Record<string, unknown>);
    rest = rest.slice(end);
  }
  return problems;
}
