const ZOOMS = [1, 1.4, 2, 2.8] as const;
/** Of what is seen of a page, so much is new after a press: a line stays in sight from one view to the next. */
const STEP = 0.8;

/** What is seen of a scan: the page from 1, how far down it (0 to 1 of its height), and how large. */
export interface ScanView {
  readonly page: number;
  readonly top: number;
  /** 1 is the width of the pane. */
  readonly zoom: number;
}

export const SCAN_AT_FIRST: ScanView = { page: 1, top: 0, zoom: 1 };

/** One press of Page Up or Page Down: down the page, and at its end on to the next. @param seen part of the page's height that the pane shows */
export function turned(scan: ScanView, direction: -1 | 1, pages: number, seen: number): ScanView {
  const lowest = Math.max(0, 1 - seen);
  const isAtEnd = direction === 1 ? scan.top >= lowest - 0.01 : scan.top <= 0.01;
  if (!isAtEnd) return { ...scan, top: Math.min(lowest, Math.max(0, scan.top + direction * STEP * seen)) };
  const page = scan.page + direction;
  if (page < 1 || page > pages) return scan;
  return { ...scan, page, top: direction === 1 ? 0 : lowest };
}

/**
 * The part of the page's height that the pane shows. A page that isn't there yet counts as an A4 sheet: by an empty
 * pane, all of it would be seen, and a quick press would turn over what nobody has looked at.
 */
export function seenIn(pane: HTMLElement | null, zoom: number): number {
  if (pane === null) return 1;
  const picture = pane.querySelector('img');
  const isThere = picture !== null && picture.complete && picture.naturalHeight > 0;
  const heightPx = isThere ? pane.scrollHeight : pane.clientWidth * zoom * Math.SQRT2;
  return heightPx <= pane.clientHeight ? 1 : pane.clientHeight / heightPx;
}

export function zoomed(scan: ScanView, direction: -1 | 1): ScanView {
  const index = ZOOMS.findIndex((zoom) => zoom === scan.zoom) + direction;
  return { ...scan, zoom: ZOOMS[Math.min(Math.max(index, 0), ZOOMS.length - 1)]! };
}
