import { ServiceError } from '../../client/service-error.ts';
import type { TemplateFault, Templates } from '../../contracts/template-rendering.ts';
import { CoderError } from '../../errors/coder-error.ts';
import { refuseLocal } from './refuse-local.ts';
import type { RemoteServices } from './remote-services.ts';

/** The templates of a service, which are rendered where it runs. */
export function remoteTemplates({ client }: RemoteServices): Templates {
  return {
    render: async (template, variables = {}, { signal, undefined: missing } = {}) => {
      refuseLocal(client.url, { lenient: missing === 'lenient' });
      checkVariables(variables);
      try {
        const { text } = await client.templates.render({ template, variables }, { signal });
        return { status: 'rendered', text };
      } catch (error) {
        return { status: 'failed', fault: faultIn(error) };
      }
    },
    validate: (template, { signal } = {}) => client.templates.validate(template, { signal }),
  };
}

/** What is wrong with the template; throws every other error again. */
function faultIn(error: unknown): TemplateFault {
  if (!(error instanceof ServiceError && error.problem.code === 'unprocessable')) throw error;
  const { line = null, column = null } = error.problem.errors?.[0] ?? {};
  return { message: error.message, line, column };
}

/** What JSON can't say would be lost on the way, or is no data. */
function checkVariables(variables: Record<string, unknown>): void {
  try {
    JSON.stringify(variables);
  } catch (cause) {
    throw new CoderError(
      `The variables can't be sent to a service (${(cause as Error).message}); give only what JSON can say.`,
      { code: 'input-invalid', cause },
    );
  }
}
