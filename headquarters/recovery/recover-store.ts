import { ageKeys } from '../age-keys.ts';
import { transaction } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { deviceById } from '../database/queries/devices.ts';
import { recordAct } from '../database/queries/staff-acts.ts';
import { openRequest, RequestRefusedError, sealAnswer } from './answer-request.ts';

/** What a recovery came to. */
export interface Recovery {
  readonly unitName: string;
  readonly deviceId: string;
  readonly storeId: string;
  readonly check: string;
  readonly isRevoked: boolean;
  /** The block of text for the unit. */
  readonly answer: string;
}

/**
 * Answers a recovery request. That it was done, by whom and why is written down first: an answer that nobody knows of
 * must not exist.
 *
 * @throws {RequestRefusedError}
 */
export async function recoverStore(
  database: Database,
  text: string,
  act: { readonly reason: string; readonly by: string; readonly check?: string | undefined },
): Promise<Recovery> {
  const { recovery } = await ageKeys(database);
  const opened = await openRequest(text, recovery.identity);
  if (act.check !== undefined && act.check !== opened.check) {
    throw new RequestRefusedError(
      'FOREIGN',
      `The unit’s screen shows ${act.check}, and this request is ${opened.check}: it is not the one that the unit ` +
        'made last, or somebody changed it. Nothing was written. Ask the unit for its newest request.',
    );
  }
  const { deviceId, storeId } = opened.wrap;
  const device = await deviceById(database.read, deviceId);
  if (device === null) {
    throw new RequestRefusedError(
      'FOREIGN',
      `No computer ${deviceId} was ever enrolled here. Nothing was written.`,
    );
  }
  const answer = await sealAnswer(opened);
  const { requestId } = opened.request;
  const { unitName, isRevoked } = device;
  await transaction(database, (db) =>
    recordAct(db, {
      staffId: null,
      act: 'open store',
      subject: storeId,
      details: { reason: act.reason, by: act.by, unitName, deviceId, requestId, check: opened.check },
    }),
  );
  return { unitName, deviceId, storeId, check: opened.check, isRevoked, answer };
}
