import type { CarriedStretch, CourierReport } from '../../contract/sync/courier-report.ts';
import type { Manifest } from '../../contract/sync/consignment.ts';
import type { Receipt } from '../../contract/sync/receipt.ts';
import type { Refusal } from '../refusal.ts';
import { FileProblem } from './file-problem.ts';

/** A real file has a handful; one that has more was made to fill the memory. */
const mostStretches = 1000;

/** What became of each consignment of a file; neighbours with the same fate are one stretch, so that it stays short. */
export class StretchList {
  readonly #stretches: CarriedStretch[] = [];

  /** @param before how far headquarters had the stream, and whether what is new of this computer is parked (S13) */
  addTakenIn(
    { deviceId, epoch, fromSeq, throughSeq, standings }: Receipt,
    before: { readonly headBefore: number; readonly isParked: boolean },
  ): void {
    const fresh = standings
      .filter(({ status }) => status !== 'duplicate')
      .map((told) => Math.max(0, told.throughSeq - Math.max(told.fromSeq - 1, before.headBefore)))
      .reduce((sum, events) => sum + events, 0);
    const parked = before.isParked ? fresh : 0;
    this.#add({
      deviceId,
      epoch,
      fromSeq,
      throughSeq,
      newEvents: fresh - parked,
      parkedEvents: parked,
      knownEvents: throughSeq - fromSeq + 1 - fresh,
      refusal: null,
      missing: null,
    });
  }

  addRefused({ deviceId, epoch, fromSeq, toSeq }: Manifest, refusal: Refusal): void {
    const isGap = refusal.code === 'GAP';
    const headSeq = isGap ? (refusal.details as { readonly headSeq: number }).headSeq : 0;
    this.#add({
      deviceId,
      epoch,
      fromSeq,
      throughSeq: toSeq,
      newEvents: 0,
      parkedEvents: 0,
      knownEvents: 0,
      refusal: refusal.code,
      missing: isGap ? { fromSeq: headSeq + 1, throughSeq: fromSeq - 1 } : null,
    });
  }

  /** The list and its sums. */
  summary(): Pick<CourierReport, 'stretches' | 'newEvents' | 'knownEvents' | 'parkedEvents'> {
    const sum = (of: 'newEvents' | 'knownEvents' | 'parkedEvents'): number =>
      this.#stretches.reduce((total, stretch) => total + stretch[of], 0);
    return {
      stretches: this.#stretches,
      newEvents: sum('newEvents'),
      knownEvents: sum('knownEvents'),
      parkedEvents: sum('parkedEvents'),
    };
  }

  #add(stretch: CarriedStretch): void {
    const before = this.#stretches.at(-1);
    if (before === undefined || !isGoingOn(before, stretch)) {
      if (this.#stretches.length === mostStretches) throw new FileProblem('NOT_A_COURIER_FILE');
      this.#stretches.push(stretch);
      return;
    }
    this.#stretches[this.#stretches.length - 1] = {
      ...before,
      throughSeq: stretch.throughSeq,
      newEvents: before.newEvents + stretch.newEvents,
      parkedEvents: before.parkedEvents + stretch.parkedEvents,
      knownEvents: before.knownEvents + stretch.knownEvents,
    };
  }
}

/** The gap before a later consignment is the same gap. */
function isGoingOn(before: CarriedStretch, stretch: CarriedStretch): boolean {
  return (
    before.deviceId === stretch.deviceId &&
    before.epoch === stretch.epoch &&
    before.throughSeq + 1 === stretch.fromSeq &&
    before.refusal === stretch.refusal &&
    before.missing?.fromSeq === stretch.missing?.fromSeq
  );
}
