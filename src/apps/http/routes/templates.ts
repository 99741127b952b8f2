import {
  renderedSchema,
  renderRequestSchema,
  templateReportSchema,
  validateRequestSchema,
} from '../../../contracts/service/template-requests.ts';
import { ServiceFault } from '../service-fault.ts';
import { untilLeft } from '../until-left.ts';
import type { AddRoutes } from './add-routes.ts';
import { problems } from './answers.ts';

const tags = ['templates'];

export const addTemplateRoutes: AddRoutes = (app, { coder, closing }) => {
  app.post(
    '/api/templates/render',
    {
      schema: {
        summary: 'Text from a Jinja template and its variables',
        tags,
        body: renderRequestSchema,
        response: { 200: renderedSchema, ...problems },
      },
    },
    async (request, reply) => {
      const { template, variables } = request.body;
      const signal = untilLeft(reply, closing);
      const rendering = await coder.templates.render(template, variables, { signal });
      if (rendering.status === 'rendered') return { text: rendering.text };
      const { message, line, column } = rendering.fault;
      throw new ServiceFault('unprocessable', message, {
        errors: [{ path: 'template', message, line, column }],
      });
    },
  );
  app.post(
    '/api/templates/validate',
    {
      schema: {
        summary: 'What is wrong with a template, and what it needs',
        tags,
        body: validateRequestSchema,
        response: { 200: templateReportSchema, ...problems },
      },
    },
    async (request, reply) =>
      coder.templates.validate(request.body.template, { signal: untilLeft(reply, closing) }),
  );
};
