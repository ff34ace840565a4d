import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import { sha256 } from '../cryptography.ts';
import type { ReadableDb } from '../database/database.ts';
import { entriesToVerify, streamsToVerify } from '../database/queries/verify.ts';
import type { EntryToVerify, StreamToVerify } from '../database/queries/verify.ts';
import type { Tally } from './tally.ts';

/** Walks along every chain from its first place, and compares its end with the head that devices are told. */
export async function checkStreams(db: ReadableDb, tally: Tally): Promise<void> {
  const streams = new Map((await streamsToVerify(db)).map((stream) => [nameOf(stream), stream]));
  const ends = new Map<string, EntryToVerify>();
  for await (const entry of entriesToVerify(db)) {
    tally.count('places');
    const name = nameOf(entry);
    if (!streams.has(name) && !ends.has(name)) tally.found(`${name}: it has places and no head.`);
    checkEntry(entry, ends.get(name), (what) => tally.found(`${name}, place ${entry.seq}: ${what}`));
    ends.set(name, entry);
  }
  for (const [name, { head_seq: seq, head_h: h }] of streams) {
    tally.count('streams');
    const end = ends.get(name);
    if (seq !== (end?.seq ?? 0) || h !== (end?.h ?? firstPreviousH)) {
      tally.found(`${name}: the head says ${seq}, the chain ends at ${end?.seq ?? 0}.`);
    }
  }
}

function checkEntry(
  entry: EntryToVerify,
  before: EntryToVerify | undefined,
  found: (what: string) => void,
): void {
  const expected = (before?.seq ?? 0) + 1;
  if (entry.seq !== expected) found(`place ${expected} is missing.`);
  const h = sha256(
    chainPreimage({
      deviceId: entry.device_id,
      epoch: entry.epoch,
      seq: entry.seq,
      previousH: before?.h ?? firstPreviousH,
      digest: entry.digest,
    }),
  );
  if (h !== entry.h) found('its h does not follow from the place before and its digest.');
  if (!entry.is_stored) found(`event ${entry.event_id} of ${entry.consultation_id} is not there.`);
  if (!entry.is_signed_for) found('no consignment brought it.');
}

const nameOf = ({ device_id, epoch }: Pick<StreamToVerify, 'device_id' | 'epoch'>): string =>
  `Device ${device_id}, series ${epoch}`;
