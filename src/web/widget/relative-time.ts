const steps = [
  { unit: 'd', seconds: 86_400 },
  { unit: 'h', seconds: 3_600 },
  { unit: 'min', seconds: 60 },
  { unit: 's', seconds: 1 },
];

/** How long ago something was, in its largest whole unit; an instant in the future counts as now. */
export function relativeTime(instantMs: number, nowMs: number): string {
  const elapsed = Math.floor((nowMs - instantMs) / 1_000);
  const step = steps.find(({ seconds }) => elapsed >= seconds);
  return step === undefined ? 'just now' : `${Math.floor(elapsed / step.seconds)} ${step.unit} ago`;
}
