import type { computerEndpoints } from '../../contract/headquarters/computers.ts';
import { writeEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { transaction } from '../database/database.ts';
import { listComputers } from '../database/queries/computers.ts';
import { revokeDevice } from '../database/queries/devices.ts';
import { lastAddress } from '../database/queries/identity.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { makeEnrolmentSecret } from '../enrolment/issue-code.ts';
import { PageRefusal } from '../page-refusal.ts';
import type { PageHandlers } from './page-means.ts';

/** The units' computers: who they are, withdrawing one, and a code for another. */
export const computerHandlers: PageHandlers<keyof typeof computerEndpoints> = {
  computers: async ({ database }) => [...(await listComputers(database.read))],
  revokeComputer: async ({ database, staff }, { deviceId, reason }) => {
    await transaction(database, async (db) => {
      if (!(await revokeDevice(db, { deviceId, reason, by: staff.name }))) {
        throw new PageRefusal('ALREADY_DONE', { what: 'the computer is withdrawn' });
      }
      await recordAct(db, {
        staffId: staff.staffId,
        act: 'revoke computer',
        subject: deviceId,
        details: { reason },
      });
    });
    return {};
  },
  makeEnrolmentCode: async ({ database, staff }, { unitName }) => {
    const address = await lastAddress(database.read);
    if (address === null) throw new PageRefusal('NOT_FOUND', { what: 'the address of headquarters' });
    const { secret, expiresAt } = await makeEnrolmentSecret(database, unitName);
    await transaction(database, (db) =>
      recordAct(db, { staffId: staff.staffId, act: 'make enrolment code', subject: unitName }),
    );
    return { unitName, code: writeEnrolmentCode({ address, secret }), expiresAtMs: expiresAt.getTime() };
  },
};
