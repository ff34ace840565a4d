import { useState } from 'react';
import type { Computer } from '../../../contract/headquarters/computers.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import { FigureLink } from '../figure-link.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { addressOfPlace } from '../place.ts';
import { useAsk } from '../use-ask.ts';
import { EnrolmentCodePanel } from './enrolment-code-panel.tsx';
import { RevokeDialog } from './revoke-dialog.tsx';

/** `onWithdraw` asks for the reason first. */
const columnsOf = (onWithdraw: (computer: Computer) => void): readonly FiguresColumn<Computer>[] => [
  { header: 'Unit', cell: ({ unitName }) => unitName },
  { header: 'Computer', cell: ({ label }) => label },
  { header: 'Enrolled', cell: ({ enrolledAtMs }) => showMoment(enrolledAtMs) },
  {
    header: 'Last heard of',
    cell: ({ lastHeardAtMs }) =>
      lastHeardAtMs === null ? <span className="quiet">not yet</span> : showMoment(lastHeardAtMs),
  },
  {
    header: 'Events here',
    isFigure: true,
    cell: ({ events, unitName }) => (
      <FigureLink
        count={events}
        label={`events of ${unitName}`}
        to={addressOfPlace('/replies', { unit: unitName })}
      />
    ),
  },
  { header: 'Standing', cell: (computer) => <Standing computer={computer} /> },
  {
    header: 'Access',
    cell: (computer) =>
      computer.revoked === null && (
        <Button
          aria-label={`Withdraw ${computer.label} of ${computer.unitName}`}
          onPress={() => onWithdraw(computer)}
        >
          Withdraw …
        </Button>
      ),
  },
];

/** The units' computers, a code for another, and taking one's access away. */
export function ComputersScreen() {
  const { data: computers } = useAsk('computers', {});
  const [revoking, setRevoking] = useState<Computer | null>(null);
  const columns = columnsOf(setRevoking);
  return (
    <Page title="Computers">
      <EnrolmentCodePanel />
      {computers?.length === 0 && (
        <EmptyState>
          <h2>No computer is enrolled yet</h2>
          <p>Make a code above and give it to the unit. It appears here as soon as it was used there.</p>
        </EmptyState>
      )}
      {computers !== undefined && computers.length > 0 && (
        <FiguresTable
          caption="Enrolled computers"
          columns={columns}
          rows={computers}
          keyOf={({ deviceId }) => deviceId}
        />
      )}
      {revoking !== null && <RevokeDialog computer={revoking} onClose={() => setRevoking(null)} />}
    </Page>
  );
}

function Standing({ computer: { revoked, isFrozen, epochs } }: { readonly computer: Computer }) {
  if (revoked !== null) {
    return (
      <span className="stop">
        Withdrawn {showMoment(revoked.atMs)}
        {revoked.by !== null && ` by ${revoked.by}`}
        {revoked.reason !== null && `: ${revoked.reason}`}
      </span>
    );
  }
  if (isFrozen) {
    return <span className="look">Its store was copied or restored; it goes on in a new series</span>;
  }
  return (
    <>
      <span className="good">Sends</span>
      {epochs > 1 && <span className="quiet"> · {epochs} series</span>}
    </>
  );
}
