import { enrolmentsPath } from '../../contract/sync/endpoints.ts';
import { Enrolled, SignedEnrolment } from '../../contract/sync/enrolment.ts';
import { enrol } from '../enrolment/enrol.ts';
import { replyOf } from './reply.ts';
import type { Routes } from './routes.ts';

/** `POST /v1/enrolments`: a one-time code for an identity (S4). */
export const enrolmentRoutes: Routes = (app, { database, identity }) => {
  app.route({
    method: 'POST',
    url: enrolmentsPath,
    schema: { body: SignedEnrolment, response: { 200: replyOf(Enrolled) } },
    handler: async (request) => ({ ok: true as const, value: await enrol(database, identity, request.body) }),
  });
};
