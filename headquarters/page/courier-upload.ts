import type { Readable } from 'node:stream';
import {
  courierUploadMediaType,
  courierUploadPath,
  CourierUpload,
} from '../../contract/headquarters/courier.ts';
import { takeInCourierFile } from '../courier/take-in-courier-file.ts';
import { transaction } from '../database/database.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { PageRefusal } from '../page-refusal.ts';
import type { App, Means } from '../routes/routes.ts';
import { demandStaff, findAsker } from './asker.ts';
import type { PageSettings } from './page-means.ts';

/**
 * A courier file as it is uploaded: handed on piece by piece, so that a file of any size needs the memory of one
 * consignment. If the browser goes away in the middle, what had been taken in by then stays, and the same file is
 * offered again.
 */
export function courierUploadRoute(page: App, means: Means, settings: PageSettings): void {
  page.addContentTypeParser(courierUploadMediaType, (_request, payload, done) => done(null, payload));
  page.post(courierUploadPath, async (request, reply) => {
    const { database, identity, projector, staff } = demandStaff(
      await findAsker(request, reply, means, settings),
    );
    const asked = CourierUpload.safeParse(request.query);
    if (!asked.success) throw new PageRefusal('MALFORMED', { reason: 'The file has no name.' });
    const report = await takeInCourierFile(database, identity, {
      name: asked.data.name,
      bytes: request.body as Readable,
    });
    projector.wake();
    const { digest, problem, newEvents, knownEvents, parkedEvents } = report;
    await transaction(database, (db) =>
      recordAct(db, {
        staffId: staff.staffId,
        act: 'take in courier file',
        subject: digest,
        details: { problem, newEvents, knownEvents, parkedEvents },
      }),
    );
    return { ok: true, value: report };
  });
}
