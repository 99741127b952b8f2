/** How long clients may take, in milliseconds; what stands still is ended, and holds nobody else up meanwhile. */
export interface Patience {
  /** Until the head of a request is there. */
  headers: number;
  /** Until its body is, however slowly it comes. */
  request: number;
  /** For what is still sent after an answer, so that the client gets to read it. */
  farewell: number;
}

export const usualPatience: Patience = { headers: 10_000, request: 3_600_000, farewell: 5_000 };
