import { createReadStream, rmSync } from 'node:fs';
import path from 'node:path';
import { takeInCourierFile } from '../../../headquarters/courier/take-in-courier-file.ts';
import { ageKeys } from '../../../headquarters/age-keys.ts';
import { transaction } from '../../../headquarters/database/database.ts';
import { openDatabase } from '../../../headquarters/database/open-database.ts';
import { enrolDevice } from '../../../headquarters/database/queries/devices.ts';
import { readIdentity } from '../../../headquarters/identity.ts';
import { benchFolder } from '../bench-folder.ts';
import { aUnitToCarryFrom, carriedReplies, copyPlainly, megabytes, writeInto } from '../courier.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { takeTurns } from '../rounds.ts';

/** Taking a courier file in, each consignment committed to the disk, beside a plain copy of the very same file. */
export const courierRead: Figure = {
  name: 'courier.read',
  about: `MB/s of a courier file with ${carriedReplies} replies: opened, checked and committed to PostgreSQL`,
  async measure() {
    await using opened = new Opened();
    const folder = benchFolder();
    opened.onClose(() => rmSync(folder, { recursive: true }));
    const database = await openDatabase({ folder: path.join(folder, 'data') }, 'owner', () => {});
    opened.onClose(() => database.close());
    const identity = await readIdentity(database);
    const { desk, enrolment } = aUnitToCarryFrom(opened, identity, await ageKeys(database));
    await transaction(database, (db) =>
      enrolDevice(db, {
        deviceId: enrolment.deviceId,
        unitName: enrolment.unitName,
        label: 'Invented computer',
        publicKey: enrolment.publicKey,
        tokenDigest: 'ab'.repeat(32),
        tokenExpiresAt: null,
      }),
    );
    const { file } = await writeInto(desk, folder);
    const size = megabytes(file);
    const { ours, reference } = await takeTurns(4, {
      ours: async () => {
        await forgetAll(database);
        const from = performance.now();
        const report = await takeInCourierFile(database, identity, {
          name: path.basename(file),
          bytes: createReadStream(file),
        });
        const tookMs = performance.now() - from;
        if (report.newEvents !== carriedReplies) throw new Error(`taken in: ${JSON.stringify(report)}`);
        return [tookMs];
      },
      reference: () => {
        const from = performance.now();
        copyPlainly(file, path.join(folder, 'copy'));
        return [performance.now() - from];
      },
    });
    return {
      ours: (size / ours.p50) * 1000,
      reference: (size / reference.p50) * 1000,
      unit: 'MB/s',
      notes: [
        `${size.toFixed(1)} MB in ${(ours.p50 / 1000).toFixed(2)} s, plain copy ${(reference.p50 / 1000).toFixed(2)} s`,
        `${Math.round((carriedReplies / ours.p50) * 1000)} replies a second`,
      ],
      limits: [],
    };
  },
};

/** So that each round finds an empty headquarters that knows the computer. */
async function forgetAll({ pool }: Awaited<ReturnType<typeof openDatabase>>): Promise<void> {
  const { rows } = await pool.query<{ names: string }>(
    `select string_agg(quote_ident(tablename), ', ') as names from pg_tables
     where schemaname = 'public' and tablename in
       ('stream', 'stream_entry', 'consignment', 'event', 'event_conflict', 'event_status', 'reply', 'batch')`,
  );
  await pool.query(`truncate ${rows[0]!.names} cascade`);
}
