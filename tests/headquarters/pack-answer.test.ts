import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import { expect, it } from 'vitest';
import { streamPath } from '../../contract/sync/endpoints.ts';
import { StreamHead } from '../../contract/sync/stream-head.ts';
import { aHeadquarters } from '../support/listening-headquarters.ts';
import { aReplyDocument } from '../support/reply-documents.ts';
import { enrolDevice } from '../support/sending-device.ts';

const headIn = (bytes: Buffer): StreamHead => {
  const { value } = JSON.parse(bytes.toString()) as { readonly value: unknown };
  return StreamHead.parse(value);
};

it('[S16] a long answer is packed for whoever understands it, and for nobody else', async () => {
  const headquarters = await aHeadquarters();
  const device = await enrolDevice(await headquarters.newEnrolmentCode());
  device.seal(...Array.from({ length: 40 }, (_, index) => aReplyDocument(index + 1)));
  await device.sendAll();
  const ask = async (encoding: string | null): Promise<{ packed: boolean; bytes: Buffer }> => {
    const asked = request(device.address + streamPath(device.enrolled.deviceId, 1, { after: 0 }), {
      headers: {
        authorization: `Bearer ${device.enrolled.token}`,
        ...(encoding === null ? {} : { 'accept-encoding': encoding }),
      },
    });
    asked.end();
    const [response] = (await once(asked, 'response')) as [IncomingMessage];
    const chunks = await response.toArray();
    return {
      packed: response.headers['content-encoding'] === 'gzip',
      bytes: Buffer.concat(chunks as Buffer[]),
    };
  };
  const [plain, refusing, packed] = [await ask(null), await ask('gzip;q=0, br'), await ask('br, gzip')];
  expect([plain.packed, refusing.packed, packed.packed]).toEqual([false, false, true]);
  expect(packed.bytes.length).toBeLessThan(plain.bytes.length / 2);
  expect(headIn(gunzipSync(packed.bytes)).receipt!.receipt.events).toHaveLength(40);
  expect(headIn(plain.bytes).receipt!.receipt.events).toHaveLength(40);
  await headquarters.stop();
});
