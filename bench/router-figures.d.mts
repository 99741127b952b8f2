import type { Route, RoutingDecision, Turn } from '../src/agents/router/routes.ts';

/** One line of `data/router/`. */
export interface LabelledQuery {
  language: string;
  route: Route;
  query: string;
  files?: string[];
  history?: Turn[];
}

export interface RouterFigures {
  right: number;
  of: number;
  percent: number;
  /** Rows are the labels, columns the routes that were taken. */
  confusion: Record<Route, Record<Route, number>>;
}

export function readLabelled(part: string): LabelledQuery[];

export function routerFigures(
  queries: readonly LabelledQuery[],
  route: (query: string, context: Pick<LabelledQuery, 'files' | 'history'>) => Promise<RoutingDecision>,
): Promise<RouterFigures>;
