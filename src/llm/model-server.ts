/** An OpenAI-compatible server and how patient to be with it. */
export interface ModelServer {
  baseUrl: string;
  /** Null for servers that ask for none. */
  apiKey: string | null;
  timeoutMs: number;
  maxRetries: number;
  /** The model that is asked, where one is. */
  name?: string;
}
