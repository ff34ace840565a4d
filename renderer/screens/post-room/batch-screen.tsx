import { Link, useParams } from '@tanstack/react-router';
import { useEffect, useRef, useState } from 'react';
import type { BatchId } from '../../../contract/records/id.ts';
import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { PagedGrid } from '../../components/paged-grid.tsx';
import { LinkedAddingUp } from '../replies/reply-list-link.tsx';
import { BatchFacts } from './batch-facts.tsx';
import { batchReplyColumns } from './batch-reply-columns.tsx';
import { BatchProgress } from './batch-progress.tsx';
import { HandOver } from './hand-over.tsx';
import { LogReplyForm } from './log-reply-form.tsx';
import { PrintedSheet, type Sheet } from './printed-sheet.tsx';
import { ReplyAtHand } from './reply-at-hand.tsx';
import '../../components/master-detail.css';
import './batch.css';

/** One bundle on the desk: log its replies, see each of them, put right and set aside, print its slips. */
export function BatchScreen() {
  const { batchId } = useParams({ strict: false });
  const { data, error } = useCall('postroom', 'batch', { batchId: batchId as BatchId });
  const { data: consultations = [] } = useCall('consultations', 'list', null);
  const [activeIndex, setActiveIndex] = useState(0);
  const [sheet, print] = usePrinting<Sheet>();
  const grid = useRef<HTMLDivElement>(null);
  const atHand = useRef<HTMLElement>(null);
  const screen = useRef<HTMLDivElement>(null);

  // Escape goes from any box to the list, and from the list to the boxes that log (see its onLeave).
  useEffect(() => {
    const element = screen.current;
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') grid.current?.focus();
    };
    element?.addEventListener('keydown', onKey);
    return () => element?.removeEventListener('keydown', onKey);
  });

  if (error !== null) {
    return (
      <Page title="Batch">
        <EmptyState>
          <p>{wordsOf(error)}</p>
          <Link to="/post-room">To the post room</Link>
        </EmptyState>
      </Page>
    );
  }
  if (data === undefined) return null;
  const { batch, nextSerialLabel } = data;
  const consultation = consultations.find(({ id }) => id === batch.consultationId);
  // The reply logged last lies on top, where the eye already is.
  const replies = data.replies.toReversed();
  const active = Math.min(activeIndex, Math.max(0, replies.length - 1));
  const reply = replies[active];
  return (
    <div className="batch-screen" ref={screen}>
      <Page
        title={batchLabel(batch.number)}
        actions={
          <>
            <HandOver batch={batch} />
            <Button onPress={() => print('header-slip')}>Print the header slip</Button>
            <Button onPress={() => print('tracking-sheet')}>Print the tracking sheet</Button>
          </>
        }
      >
        <div className="batch-top">
          <LogReplyForm batch={batch} nextSerialLabel={nextSerialLabel} onLogged={() => setActiveIndex(0)} />
          <BatchFacts batch={batch} consultation={consultation} />
        </div>
        <div className="batch-line">
          <p>
            <LinkedAddingUp count={batch.count} of={{ batchId: batch.id }} />
          </p>
          <BatchProgress batch={batch} replies={data.replies} carried={data.carried} />
        </div>
        <div className="master-detail">
          <PagedGrid
            label="Replies of the batch, the last one logged first"
            columns={batchReplyColumns}
            total={replies.length}
            rowAt={(index) => replies[index]}
            activeIndex={active}
            onActiveIndexChange={setActiveIndex}
            onOpen={() => atHand.current?.querySelector<HTMLElement>('input, button, a')?.focus()}
            onLeave={() =>
              screen.current?.querySelector<HTMLElement>('.log-form input, .log-form button')?.focus()
            }
            isQuiet={(row) => row.exclusion !== null}
            gridRef={grid}
            empty="No reply is logged yet. Write the serial above on the first one and press Enter."
          />
          <ReplyAtHand reply={reply} panelRef={atHand} onDone={() => grid.current?.focus()} />
        </div>
        <p className="hint keys-line">
          <kbd>Enter</kbd> log · <kbd>Q</kbd> <kbd>L</kbd> <kbd>P</kbd> kind · <kbd>Esc</kbd> to the list and
          back · <kbd>↑</kbd> <kbd>↓</kbd> choose · <kbd>Enter</kbd> put right or set aside
        </p>
      </Page>
      <PrintedSheet sheet={sheet} batch={batch} replies={data.replies} consultation={consultation} />
    </div>
  );
}
