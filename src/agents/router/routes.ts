/** `chat` needs no tool, `react` one tool or a short conversation with tools, `plan-and-execute` several steps that depend on each other. */
export const routes = ['chat', 'react', 'plan-and-execute'] as const;

export type Route = (typeof routes)[number];

/** One earlier message; only what the user wrote is read, because other messages may quote files. */
export interface Turn {
  role: 'user' | 'assistant' | 'tool' | 'system';
  content: string;
}

export interface RoutingDecision {
  route: Route;
  /** Names of the tools the route needs; empty for `chat`. */
  tools: string[];
  /** From 0 to 1, how sure the word rules are of this route; below a half only when a model decided against them. */
  confidence: number;
  /** One sentence per observation that counted, the strongest first. */
  reasons: string[];
}
