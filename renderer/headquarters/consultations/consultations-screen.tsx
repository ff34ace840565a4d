import type { LoadedPack } from '../../../contract/headquarters/consultations.ts';
import { showDayShort, showMoment } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { FigureLink } from '../figure-link.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { addressOfPlace } from '../place.ts';
import { useAsk } from '../use-ask.ts';

const columns: readonly FiguresColumn<LoadedPack>[] = [
  { header: 'Consultation', cell: ({ consultationId }) => <code>{consultationId}</code> },
  { header: 'Title', cell: ({ title }) => title },
  {
    header: 'Version',
    isFigure: true,
    cell: ({ version, isNewest }) => (
      <>
        {version} {isNewest ? <span className="good">newest</span> : <span className="quiet">earlier</span>}
      </>
    ),
  },
  { header: 'Questions', isFigure: true, cell: ({ questions }) => questions },
  { header: 'Issued', cell: ({ issuedOn }) => showDayShort(issuedOn) },
  { header: 'Closes', cell: ({ closesOn }) => showDayShort(closesOn) },
  { header: 'Here since', cell: ({ addedAtMs }) => showMoment(addedAtMs) },
  {
    header: 'Replies keyed with it',
    isFigure: true,
    cell: ({ replies, consultationId }) => (
      <FigureLink
        count={replies}
        label={`replies to ${consultationId}`}
        to={addressOfPlace('/replies', { consultation: consultationId })}
      />
    ),
  },
  { header: 'Fingerprint', cell: ({ hash }) => <code title={hash}>{hash.slice(0, 12)}</code> },
];

/** The consultations that units fetch from here, in all their versions. */
export function ConsultationsScreen() {
  const { data: packs } = useAsk('packs', {});
  return (
    <Page title="Consultations">
      <p className="quiet">
        Units’ computers fetch the newest version by themselves. Earlier ones stay for the replies that were
        keyed with them. To add one: <code>npm run headquarters -- consultations add FILE</code>
      </p>
      {packs?.length === 0 && (
        <EmptyState>
          <p>There is no consultation here. What arrives is kept and marked until its pack is added.</p>
        </EmptyState>
      )}
      {packs !== undefined && packs.length > 0 && (
        <FiguresTable
          caption="Consultations and their versions"
          columns={columns}
          rows={packs}
          keyOf={({ consultationId, hash }) => `${consultationId} ${hash}`}
        />
      )}
    </Page>
  );
}
