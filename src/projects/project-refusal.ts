import { CoderError } from '../errors/coder-error.ts';

export const projectRefusals = [
  'bad-id',
  'bad-name',
  'file-too-large',
  'project-full',
  'too-many-files',
  'too-many-projects',
  'removed',
] as const;

/** Why the caller of a project can't have what it asked for; nothing was changed. */
export class ProjectRefusal extends CoderError {
  readonly reason: (typeof projectRefusals)[number];
  constructor(reason: (typeof projectRefusals)[number], message: string) {
    super(message, { code: 'input-invalid' });
    this.reason = reason;
  }
}
