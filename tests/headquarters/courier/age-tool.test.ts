import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CourierHeader } from '../../../contract/sync/courier.ts';
import { makeConsignment } from '../../../electron/sync/make-consignment.ts';
import { courierLimits } from '../../../electron/sync/courier/plan.ts';
import { readEnrolment } from '../../../electron/store/queries/devices.ts';
import { ageKeys } from '../../../headquarters/age-keys.ts';
import { ageTool, whyNoAgeTool } from '../../support/age-tool.ts';
import { aStick, carriedBy, takesInBytes, writes } from '../../support/courier.ts';
import type { Stick } from '../../support/courier.ts';
import { aHeadquarters } from '../../support/listening-headquarters.ts';
import type { ListeningHeadquarters } from '../../support/listening-headquarters.ts';
import { aReplyDocument } from '../../support/reply-documents.ts';
import { aSealedBatch } from '../../support/sealed-batches.ts';
import { enrolDevice } from '../../support/sending-device.ts';
import { aUnit } from '../../support/unit-on-the-way.ts';

// Whoever has headquarters' key needs no Postbag to read what was carried: a standard tool opens it.

describe('[S17] Debian’s age', () => {
  const age = ageTool();
  let headquarters: ListeningHeadquarters;
  let stick: Stick;
  beforeAll(async () => {
    headquarters = await aHeadquarters();
    stick = aStick();
  });
  afterAll(async () => {
    stick.clear();
    await headquarters.stop();
  });

  it('opens a courier file with headquarters’ identity: a header, and the consignments as they would be POSTed', async ({
    skip,
  }) => {
    if (age === null) return skip(whyNoAgeTool);
    const unit = await aUnit(headquarters);
    await unit.enrols();
    aSealedBatch(unit.desk, 4);
    const { fileName } = await writes(unit.desk, stick);
    const { courier } = await ageKeys(headquarters.database);
    const identity = path.join(stick.folder, 'identity.txt');
    writeFileSync(identity, `${courier.identity}\n`);
    const { stdout, status, stderr } = spawnSync(age, [
      '-d',
      '-i',
      identity,
      path.join(stick.folder, fileName),
    ]);
    expect([status, stderr.toString()]).toEqual([0, '']);
    const enrolment = readEnrolment(unit.desk.db)!;
    const stream = { deviceId: enrolment.deviceId, epoch: 1 };
    const range = { serverEpoch: 1, fromSeq: 1, limits: courierLimits };
    const consignment = Buffer.concat(makeConsignment(unit.desk.db, enrolment, stream, range).pieces);
    const end = stdout.indexOf('\n') + 1;
    expect(stdout.subarray(end).equals(consignment)).toBe(true);
    expect(CourierHeader.parse(JSON.parse(stdout.subarray(0, end).toString()))).toMatchObject({
      deviceId: enrolment.deviceId,
      series: [{ epoch: 1, fromSeq: 1, throughSeq: 4 }],
    });
    await unit.clear();
  });

  it('and what it encrypts to headquarters is taken in', async ({ skip }) => {
    if (age === null) return skip(whyNoAgeTool);
    const device = await enrolDevice(await headquarters.newEnrolmentCode());
    device.seal(aReplyDocument(1), aReplyDocument(2));
    const { stdout } = spawnSync(age, ['-r', device.enrolled.courierRecipient], {
      input: carriedBy(device, [device.consignment(1, 2)]),
    });
    expect(await takesInBytes(headquarters.database, stdout)).toMatchObject({ problem: null, newEvents: 2 });
  });
});
