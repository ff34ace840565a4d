import { rebuild } from '../../../headquarters/projection/rebuild.ts';
import type { Figure } from '../figure.ts';
import { Opened } from '../opened.ts';
import { takeTurns } from '../rounds.ts';
import type { ProcessorTime } from '../sync/processor-time.ts';
import { copyRows, copyTime } from '../sync/raw-copy.ts';
import { lots, repliesARound, repliesASecond, sealInvented } from '../sync/sealed-unit.ts';
import { aUnitAndHeadquarters } from '../sync/unit-and-headquarters.ts';
import type { Sent } from '../sync/unit-and-headquarters.ts';

/** Of eight, the medians of one program lay up to a tenth apart from one run to the next. */
const rounds = 12;

/** What it costs to be sure: the store read, chained, signed, sent, checked, stored and receipted, beside a bare COPY. */
export const syncIngest: Figure = {
  name: 'sync.ingest',
  about: 'replies a second from the store to the filed receipt, against raw COPY of the same bytes',
  async measure() {
    await using opened = new Opened();
    const { desk, database, sends, allRead } = await aUnitAndHeadquarters(opened);
    const draw = lots(1);
    let documents = sealInvented(desk, repliesARound, draw);
    const sizeBytes = documents.reduce((sum, bytes) => sum + bytes.length, 0) / documents.length;
    const sent: Sent[] = [];
    // Who goes second has the bytes of who went first; each round seals its own.
    const { ours, reference } = await takeTurns(rounds, {
      ours: async () => {
        const one = await sends();
        sent.push(one);
        await allRead();
        documents = sealInvented(desk, repliesARound, draw);
        return [one.ms];
      },
      reference: async () => [await copyTime(database, copyRows(documents))],
    });
    const { rows } = await database.pool.query<{ number: number }>(
      `select count(*)::int as number from event_status`,
    );
    const from = performance.now();
    await rebuild(database);
    const projectionMs = performance.now() - from;
    return {
      ours: repliesASecond(ours.p50),
      reference: repliesASecond(reference.p50),
      unit: 'replies/s',
      notes: [
        `${Math.round(sizeBytes)} bytes a reply`,
        whereTimeWent(sent),
        `the projection by itself ${Math.round((rows[0]!.number / projectionMs) * 1000)} replies/s`,
      ],
      limits: [{ what: 'ratio to COPY', value: reference.p50 / ours.p50, atLeast: 0.6 }],
    };
  },
};

/** By whom the processors were taken, of all rounds together; undefined where the system doesn't tell. */
function whereTimeWent(sent: readonly Sent[]): string | undefined {
  const spent = sent.map(({ processors }) => processors).filter((processors) => processors !== null);
  if (spent.length === 0) return undefined;
  const aReply = (who: keyof ProcessorTime): number =>
    Math.round((spent.reduce((sum, one) => sum + one[who], 0) / spent.length / repliesARound) * 1000);
  return (
    `µs of the processors a reply: the unit’s own thread ${aReply('unitThread')}, packing and garbage there ` +
    `${aReply('unitOthers')}, headquarters ${aReply('headquarters')}, PostgreSQL ${aReply('postgres')}`
  );
}
