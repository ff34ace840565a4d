import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { Reply } from '../../../contract/records/reply.ts';
import { useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { SCAN_AT_FIRST, seenIn, turned, zoomed, type ScanView } from '../keying/scan-view.ts';

type Direction = -1 | 1;

type Scanned = Pick<Reply, 'id' | 'serialLabel' | 'scannedPages'>;

interface Props {
  readonly reply: Scanned;
  /** What is seen first; told again it changes nothing. */
  readonly startsAt?: ScanView;
  /** The person turned the page or changed its size. */
  readonly onView?: (view: ScanView) => void;
}

/** The paper beside what was keyed, so that a query can be decided from it. The keys are those of keying. */
export function PaperBeside({ reply, startsAt = SCAN_AT_FIRST, onView }: Props) {
  const [view, setView] = useState(startsAt);
  const pane = useRef<HTMLElement>(null);
  const { page, top, zoom } = view;
  const picture = usePage(reply, page, true);
  // The next page is there before it is turned to.
  usePage(reply, page + 1, page < reply.scannedPages);

  const show = (next: ScanView): void => {
    setView(next);
    onView?.(next);
  };
  const turn = (direction: Direction): void => {
    show(turned(view, direction, reply.scannedPages, seenIn(pane.current, zoom)));
  };
  const enlarge = (direction: Direction): void => show(zoomed(view, direction));
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey) return;
    if (event.key !== 'PageUp' && event.key !== 'PageDown') return;
    event.preventDefault();
    const isDown = event.key === 'PageDown';
    if (event.shiftKey) enlarge(isDown ? -1 : 1);
    else turn(isDown ? 1 : -1);
  });
  useEffect(() => {
    // Wherever the cursor is, in the box for a decision too: one line has no use for these keys.
    const listen = (event: KeyboardEvent): void => onKey(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }, []);
  const showPlace = (): void => {
    const box = pane.current;
    if (box) box.scrollTop = top * box.scrollHeight;
  };
  useEffect(showPlace, [page, top, zoom]);

  return (
    <figure className="panel paper-beside">
      <figcaption>
        <span>
          page <b>{page}</b> of {reply.scannedPages}
        </span>
        <Button keyHint="PgUp" onPress={() => turn(-1)}>
          back
        </Button>
        <Button keyHint="PgDn" onPress={() => turn(1)}>
          next
        </Button>
        <Button keyHint="⇧PgUp" onPress={() => enlarge(1)}>
          larger
        </Button>
        <Button keyHint="⇧PgDn" onPress={() => enlarge(-1)}>
          smaller
        </Button>
      </figcaption>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable */}
      <section className="paper-pane" ref={pane} tabIndex={0} aria-label="Scanned page">
        {picture === null ? (
          <p className="quiet">This page can’t be shown. Look at the paper itself.</p>
        ) : (
          picture !== undefined && (
            <img
              src={picture}
              alt={`Page ${page} of ${reply.serialLabel} as it was scanned`}
              style={{ width: `${zoom * 100}%` }}
              onLoad={showPlace}
            />
          )
        )}
      </section>
    </figure>
  );
}

/** A page as an address for an image: undefined while it is fetched, null where there is none. */
function usePage(reply: Scanned, page: number, isWanted: boolean): string | null | undefined {
  const { data, error } = useCall('keying', 'scannedPage', { replyId: reply.id, page }, { isWanted });
  if (error !== null) return null;
  return data && `data:${data.mediaType};base64,${data.base64}`;
}
