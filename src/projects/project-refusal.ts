import { CoderError } from '../errors/coder-error.ts';

export type RefusalReason =
  | 'bad-id'
  | 'bad-name'
  | 'file-too-large'
  | 'project-full'
  | 'too-many-files'
  | 'too-many-projects'
  | 'removed';

/** Why the caller of a project can't have what it asked for; nothing was changed. */
export class ProjectRefusal extends CoderError {
  readonly reason: RefusalReason;
  constructor(reason: RefusalReason, message: string) {
    super(message, { code: 'input-invalid' });
    this.reason = reason;
  }
}
