import { useEffect, useRef, useState } from 'react';
import type { ReplyId } from '../../../contract/records/id.ts';
import { bridge } from '../../bridge.ts';
import { useDesk, useView } from './desk-context.tsx';
import { keepFocus } from './keep-focus.ts';
import { seenIn } from './scan-view.ts';

/** The scanned page beside the form, turned and enlarged by keys. */
export function ScannedPage() {
  const desk = useDesk();
  const { reply } = useView((view) => view.sheet);
  const { page, top, zoom } = useView((view) => view.scan);
  const source = usePicture(reply.id, page, reply.scannedPages);
  const pane = useRef<HTMLDivElement>(null);
  useEffect(() => desk.askScanSeen(() => seenIn(pane.current, zoom)), [desk, zoom]);
  const showPlace = (): void => {
    const box = pane.current;
    if (box) box.scrollTop = top * box.scrollHeight;
  };
  useEffect(showPlace, [page, top, zoom]);
  return (
    <figure className="keying-scan">
      <figcaption>
        <span>
          page <b>{page}</b> of {reply.scannedPages}
        </span>
        <ScanButton shortcut="PgUp" label="back" onPress={() => desk.act({ do: 'page', direction: -1 })} />
        <ScanButton shortcut="PgDn" label="next" onPress={() => desk.act({ do: 'page', direction: 1 })} />
        <ScanButton shortcut="⇧PgUp" label="larger" onPress={() => desk.act({ do: 'zoom', direction: 1 })} />
        <ScanButton
          shortcut="⇧PgDn"
          label="smaller"
          onPress={() => desk.act({ do: 'zoom', direction: -1 })}
        />
      </figcaption>
      {/* Scrolled by hand when it is larger than its pane, so it can be reached by Tab. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a scrolling region must be reachable */}
      <section className="keying-scan-pane" ref={pane} tabIndex={0} aria-label="Scanned page">
        {source !== null && (
          <img
            src={source}
            alt={`Page ${page} of ${reply.serialLabel} as it was scanned`}
            style={{ width: `${zoom * 100}%` }}
            onLoad={showPlace}
          />
        )}
      </section>
    </figure>
  );
}

interface ScanButtonProps {
  readonly label: string;
  readonly shortcut: string;
  readonly onPress: () => void;
}

function ScanButton({ label, shortcut, onPress }: ScanButtonProps) {
  return (
    <button type="button" className="keying-key" onMouseDown={keepFocus} onClick={onPress}>
      <kbd>{shortcut}</kbd> {label}
    </button>
  );
}

async function pictureOf(replyId: ReplyId, page: number): Promise<string | null> {
  try {
    const found = await bridge.keying.scannedPage({ replyId, page });
    return found && `data:${found.mediaType};base64,${found.base64}`;
  } catch {
    // The paper is still there: a page that can't be shown is no reason to stop keying.
    return null;
  }
}

/** The page as an address for an image; the one before stays until the next one is there. */
function usePicture(replyId: ReplyId, page: number, pages: number): string | null {
  const [source, setSource] = useState<string | null>(null);
  const known = useRef(new Map<string, Promise<string | null>>());
  useEffect(() => {
    let isWanted = true;
    const fetchPage = (wanted: number): Promise<string | null> => {
      const key = `${replyId} ${wanted}`;
      let picture = known.current.get(key);
      if (picture === undefined) {
        picture = pictureOf(replyId, wanted);
        known.current.set(key, picture);
      }
      return picture;
    };
    const show = async (): Promise<void> => {
      const picture = await fetchPage(page);
      if (isWanted) setSource(picture);
      // The next page is there before it is turned to.
      if (page < pages) await fetchPage(page + 1);
    };
    void show();
    return () => {
      isWanted = false;
    };
  }, [replyId, page, pages]);
  return source;
}
