import type { BackupReach } from '../../../contract/headquarters/backups.ts';
import { showMoment } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { useAsk } from '../use-ask.ts';

const columns: readonly FiguresColumn<BackupReach>[] = [
  { header: 'Unit', cell: ({ unitName }) => unitName },
  { header: 'Computer', cell: ({ deviceLabel }) => deviceLabel },
  { header: 'Series', isFigure: true, cell: ({ epoch }) => epoch },
  { header: 'Events here', isFigure: true, cell: ({ headSeq }) => headSeq.toLocaleString('en-GB') },
  { header: 'In the backup', isFigure: true, cell: ({ throughSeq }) => throughSeq.toLocaleString('en-GB') },
  {
    header: 'Not in it yet',
    isFigure: true,
    cell: ({ headSeq, throughSeq }) => {
      const open = Math.max(0, headSeq - throughSeq);
      return <span className={open > 0 ? 'look' : 'no-figure'}>{open.toLocaleString('en-GB')}</span>;
    },
  },
  {
    header: 'Of when',
    cell: ({ backedUpAtMs }) =>
      backedUpAtMs === null ? <span className="look">in no backup</span> : showMoment(backedUpAtMs),
  },
];

/** When the last verified backup was made, and what of each computer's series it holds. */
export function BackupsScreen() {
  const { data } = useAsk('backups', {});
  if (data === undefined) return <Page title="Backups">{null}</Page>;
  const { lastAtMs, reaches } = data;
  const here = reaches.reduce((sum, { headSeq }) => sum + headSeq, 0);
  const held = reaches.reduce((sum, { headSeq, throughSeq }) => sum + Math.min(headSeq, throughSeq), 0);
  return (
    <Page title="Backups">
      {lastAtMs === null ? (
        <EmptyState>
          <h2>There is no verified backup yet</h2>
          <p>
            Make one, on another disk: <code>npm run headquarters -- backup --out DIR</code>. It is read back
            and checked before it counts. Until then units keep everything that they sent.
          </p>
        </EmptyState>
      ) : (
        <p className="sum-line">
          The last verified backup is of <b>{showMoment(lastAtMs)}</b>.<br />
          events here <b>{here.toLocaleString('en-GB')}</b> = in the backup{' '}
          <b>{held.toLocaleString('en-GB')}</b> + not in it yet <b>{(here - held).toLocaleString('en-GB')}</b>
        </p>
      )}
      {reaches.length > 0 && (
        <FiguresTable
          caption="What the newest verified backup holds of each series"
          columns={columns}
          rows={reaches}
          keyOf={({ deviceId, epoch }) => `${deviceId} ${epoch}`}
        />
      )}
    </Page>
  );
}
