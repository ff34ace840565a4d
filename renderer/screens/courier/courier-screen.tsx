import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { PostbagError } from '../../../contract/errors.ts';
import { useCall, wordsOf } from '../../app/use-call.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { usePrinting } from '../../components/use-printing.ts';
import { EarlierFiles } from './earlier-files.tsx';
import { PrintedSlip } from './printed-slip.tsx';
import { ReceiptFile } from './receipt-file.tsx';
import { SlipPanel } from './slip-panel.tsx';
import { WriteFile } from './write-file.tsx';
import './courier.css';

/** No network: what waits goes into one file on a stick, and headquarters' receipts come back as another. */
export function CourierScreen() {
  const { data: waiting, error } = useCall('courier', 'waiting', null);
  const [slip, setSlip] = useState<CourierSlip | null>(null);
  const [printed, print] = usePrinting<CourierSlip>();
  if (error !== null) {
    const isNotEnrolled = error instanceof PostbagError && error.code === 'NOT_ENROLLED';
    return (
      <Page title="Carry by hand">
        <EmptyState>
          <p>{wordsOf(error)}</p>
          {isNotEnrolled && (
            <p>
              <Link to="/send">Enrol this computer on the Send screen</Link>. Once is enough; from then on
              files can be carried without a network.
            </p>
          )}
        </EmptyState>
      </Page>
    );
  }
  if (waiting === undefined) return null;
  return (
    <div className="courier-screen">
      <Page title="Carry by hand" actions={<Link to="/send">Back to Send</Link>}>
        <div className="courier-columns">
          <div className="courier-there">
            <WriteFile waiting={waiting} onWritten={setSlip} />
            {slip !== null && <SlipPanel key={slip.number} slip={slip} onPrint={() => print(slip)} />}
          </div>
          <ReceiptFile />
        </div>
        <EarlierFiles onPrint={print} />
      </Page>
      {printed !== null && <PrintedSlip slip={printed} />}
    </div>
  );
}
