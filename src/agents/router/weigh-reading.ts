import { type Axis, features, priors } from './features.ts';
import type { Reading } from './read-query.ts';
import type { Route } from './routes.ts';

const maxReasons = 5;

/** Below this confidence the word rules call it a tie. */
export const sureEnough = 0.7;

/** The route the word rules would take, the one they would take next, and how sure they are of the first. */
export interface Weighing {
  route: Route;
  rival: Route;
  confidence: number;
  reasons: string[];
}

/** Adds up what was observed; the same reading always gives the same answer. */
export function weighReading(reading: Reading): Weighing {
  const observed = features
    .map((feature) => ({ ...feature, points: feature.weight * feature.units(reading) }))
    .filter(({ points }) => points !== 0);
  const chance = (axis: Axis) => {
    const points = observed.filter((feature) => feature.axis === axis).map((feature) => feature.points);
    return 1 / (1 + Math.exp(-points.reduce((sum, value) => sum + value, priors[axis])));
  };
  const choice = choose({ tool: chance('tool'), steps: chance('steps') });
  const relevant = observed
    .filter(({ axis }) => choice.route !== 'chat' || axis === 'tool')
    .sort((a, b) => Math.abs(b.points) - Math.abs(a.points));
  const reasons = relevant.slice(0, maxReasons).map(({ reason, points }) => sentence(reason, points));
  return { ...choice, reasons: reasons.length > 0 ? reasons : ['Nothing in it asks for a tool.'] };
}

/** The rival is what the less certain of the two answers would give if it were the other one. */
function choose({ tool, steps }: Record<Axis, number>): Omit<Weighing, 'reasons'> {
  const withTool: Route = steps >= 0.5 ? 'plan-and-execute' : 'react';
  if (tool < 0.5) return { route: 'chat', rival: withTool, confidence: 1 - tool };
  const sureOfSteps = Math.max(steps, 1 - steps);
  if (tool <= sureOfSteps) return { route: withTool, rival: 'chat', confidence: tool };
  const rival = withTool === 'react' ? 'plan-and-execute' : 'react';
  return { route: withTool, rival, confidence: sureOfSteps };
}

function sentence(reason: string, points: number): string {
  const sign = points > 0 ? '+' : '-';
  return `${reason.charAt(0).toUpperCase()}${reason.slice(1)} (${sign}${Math.abs(points).toFixed(1)}).`;
}
