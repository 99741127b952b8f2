/** What is used of the port to a worker. */
export interface CellPort {
  addEventListener(type: 'message', listener: (event: { data: unknown }) => void): void;
  start(): void;
  postMessage(message: unknown): void;
}

/** A worker behind a wall: in a frame with an origin of its own and no way out but this port. */
export interface Cell {
  readonly port: CellPort;
  /** Aborted when the worker is gone, whoever ended it; the reason is a `CoderError`. */
  readonly gone: AbortSignal;
  close(): void;
}
