import type { OfferedFile } from '../../../contract/headquarters/courier.ts';
import { isAllTakenIn } from '../../../contract/sync/courier-report.ts';
import { courierWords } from '../../../contract/sync/courier-words.ts';
import { showMoment } from '../../components/dates.ts';
import { Page } from '../../components/page.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { useAsk } from '../use-ask.ts';
import { ReceiptsPanel } from './receipts-panel.tsx';
import { TakeInPanel } from './take-in-panel.tsx';
import './courier.css';

const columns: readonly FiguresColumn<OfferedFile>[] = [
  { header: 'When', cell: ({ offeredAtMs }) => showMoment(offeredAtMs) },
  {
    header: 'File',
    cell: ({ report }) => (
      <>
        <span className="path">{report.fileName}</span>{' '}
        <span className="quiet">
          {showBytes(report.sizeBytes)}, fingerprint <code>{report.digest.slice(0, 8)}</code>
        </span>
      </>
    ),
  },
  { header: 'New', isFigure: true, cell: ({ report }) => report.newEvents },
  { header: 'Parked', isFigure: true, cell: ({ report }) => report.parkedEvents },
  { header: 'Here already', isFigure: true, cell: ({ report }) => report.knownEvents },
  {
    header: 'What came of it',
    cell: ({ report }) => (
      <span className={isAllTakenIn(report) ? undefined : 'look'}>{courierWords(report).join(' ')}</span>
    ),
  },
];

/** Files that were carried here, and receipts for the way back. */
export function CourierScreen() {
  const { data: files } = useAsk('courierFiles', {});
  return (
    <Page title="Courier">
      <div className="courier-panels">
        <TakeInPanel />
        <ReceiptsPanel />
      </div>
      {files !== undefined && files.length > 0 && (
        <section className="form" aria-labelledby="offered-heading">
          <h2 id="offered-heading">Files that were offered</h2>
          <FiguresTable
            caption="Courier files that were offered, newest first"
            columns={columns}
            rows={files}
            keyOf={({ offeredAtMs, report }) => `${offeredAtMs} ${report.digest}`}
          />
        </section>
      )}
    </Page>
  );
}
