import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import type { PackHash } from '../../../contract/records/id.ts';
import { PageFollower } from '../keying/page-follower.ts';
import { SCAN_AT_FIRST, type ScanView } from '../keying/scan-view.ts';
import { PaperBeside } from '../replies/paper-beside.tsx';
import '../replies/reply.css';

/** Where a person turned to for which field, form by form, and how large they like the page. */
export class PaperMemory {
  readonly #followers = new Map<PackHash, PageFollower>();
  #zoom = SCAN_AT_FIRST.zoom;

  viewAt(packHash: PackHash, position: number): ScanView {
    const place = this.#followers.get(packHash)?.placeAt(position) ?? {};
    return { ...SCAN_AT_FIRST, ...place, zoom: this.#zoom };
  }

  seen(packHash: PackHash, position: number, view: ScanView): void {
    const isTurned = view.zoom === this.#zoom;
    this.#zoom = view.zoom;
    if (!isTurned) return;
    const follower = this.#followers.get(packHash) ?? new PageFollower();
    this.#followers.set(packHash, follower);
    follower.turned(position, view);
  }
}

interface Props {
  readonly difference: DifferenceToDecide;
  /** Of the field in its form, from 0. */
  readonly position: number;
  readonly memory: PaperMemory;
}

/** The scanned page, turned to where the field stands as far as this person has turned to it before. */
export function DecisionPaper({ difference, position, memory }: Props) {
  const { replyId, serialLabel, scannedPages, field, packHash } = difference;
  if (scannedPages === 0) return null;
  return (
    <PaperBeside
      key={`${replyId} ${field}`}
      reply={{ id: replyId, serialLabel, scannedPages }}
      startsAt={memory.viewAt(packHash, position)}
      onView={(view) => memory.seen(packHash, position, view)}
    />
  );
}
