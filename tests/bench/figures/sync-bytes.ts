import { gzipSync } from 'node:zlib';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { aCountingWay } from '../sync/counting-way.ts';
import { lots, sealInvented } from '../sync/sealed-unit.ts';
import { aUnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';

const replies = 1_000;

/** What sending adds to the replies themselves on a slow line. */
export const syncBytes: Figure = {
  name: 'sync.bytes',
  about: 'bytes on the wire a reply, both ways with all headers, against gzip of the same replies’ bare JSON',
  async measure() {
    await using opened = new Opened();
    const way = await aCountingWay(opened);
    const { desk, sends } = await aUnitAndHeadquarters(opened, way.inFrontOf);
    const documents = sealInvented(desk, replies, lots(3));
    const before = way.counted();
    await sends();
    const { sent, received } = way.counted();
    const up = sent - before.sent;
    const down = received - before.received;
    const batches = Array.from({ length: replies / 200 }, (_, index) =>
      documents.slice(index * 200, index * 200 + 200),
    );
    const line = Buffer.from('\n');
    const gzipped = batches.reduce(
      (sum, batch) => sum + gzipSync(Buffer.concat(batch.flatMap((bytes) => [bytes, line]))).length,
      0,
    );
    const single = documents.reduce((sum, bytes) => sum + gzipSync(bytes).length, 0);
    return {
      ours: (up + down) / replies,
      reference: gzipped / replies,
      unit: 'bytes',
      notes: [
        `${Math.round(up / replies)} to headquarters, ${Math.round(down / replies)} back, from the sockets`,
        `each reply gzipped by itself ${Math.round(single / replies)}`,
        `bare ${Math.round(documents.reduce((sum, bytes) => sum + bytes.length, 0) / replies)}`,
      ],
      limits: [{ what: 'ratio', value: (up + down) / gzipped, atMost: 1.15 }],
    };
  },
};
