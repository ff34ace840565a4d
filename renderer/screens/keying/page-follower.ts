import type { ScanView } from './scan-view.ts';

type Place = Pick<ScanView, 'page' | 'top'>;

const isBefore = (one: Place, other: Place): boolean =>
  one.page < other.page || (one.page === other.page && one.top < other.top);

/**
 * Where on the scan a question stands. No pack says so; the keyer does, by turning the page: the next reply on
 * the same form turns by itself where this one was turned.
 */
export class PageFollower {
  /** Position of a field in the form → what was turned to there. */
  readonly #turns = new Map<number, Place>();

  turned(position: number, { page, top }: Place): void {
    const here = { page, top };
    this.#turns.set(position, here);
    // A form goes down its pages: what was learned of other questions and lies the wrong way round doesn't hold.
    for (const [other, there] of this.#turns) {
      if ((other > position && isBefore(there, here)) || (other < position && isBefore(here, there)))
        this.#turns.delete(other);
    }
  }

  /** What to show for a field, or null where nothing was learned yet. */
  placeAt(position: number): Place | null {
    if (this.#turns.size === 0) return null;
    const before = [...this.#turns.keys()].filter((other) => other <= position);
    return before.length === 0 ? { page: 1, top: 0 } : this.#turns.get(Math.max(...before))!;
  }
}
