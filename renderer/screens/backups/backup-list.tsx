import { useState } from 'react';
import type { BackupLine, BackupState } from '../../../contract/bridge/backups.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showInstant, showMoment } from '../../components/dates.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { RestoreDialog } from './restore-dialog.tsx';

/** The backups there are, here and in the second folder. */
export function BackupList({ lines }: Pick<BackupState, 'lines'>) {
  const { person } = useSession();
  const { say } = useMessages();
  const verify = useAct('backups', 'verify');
  const [chosen, setChosen] = useState<BackupLine | null>(null);
  if (lines.length === 0) {
    return (
      <EmptyState>
        <p>There is no backup yet. Press “Back up now” to make the first.</p>
      </EmptyState>
    );
  }
  return (
    // In a narrow window the table scrolls; the section takes the focus for that (WCAG 2.1.1).
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls
    <section className="panel backup-list" aria-labelledby="backups" tabIndex={0}>
      <h2 id="backups">The backups there are</h2>
      <table>
        <thead>
          <tr>
            <th scope="col">Made</th>
            <th scope="col" className="figure">
              Replies
            </th>
            <th scope="col" className="figure">
              Size
            </th>
            <th scope="col">Where</th>
            <th scope="col">Read back</th>
            <th scope="col">Audit in it</th>
            <th scope="col">What you can do</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.place} ${line.id}`}>
              <th scope="row">{showInstant(line.madeAtMs)}</th>
              <td className="figure">{line.replies.toLocaleString('en-GB')}</td>
              <td className="figure">{showBytes(line.sizeBytes)}</td>
              <td>{line.place === 'here' ? 'Beside the store' : 'Second folder'}</td>
              <td>
                {line.verifiedAtMs === null ? (
                  <span className="stop">✕ Damaged</span>
                ) : (
                  `Whole on ${showMoment(line.verifiedAtMs)}`
                )}
              </td>
              <td>
                <AuditOf audit={line.audit} />
              </td>
              <td>
                <div className="actions">
                  <Button
                    aria-label={`Read back the backup of ${showInstant(line.madeAtMs)}`}
                    onPress={() =>
                      verify.mutate(
                        { id: line.id, place: line.place },
                        { onSuccess: () => say({ tone: 'good', text: 'The backup is whole.' }) },
                      )
                    }
                  >
                    Read back
                  </Button>
                  {person.role === 'supervisor' && (
                    <Button
                      aria-label={`Restore the backup of ${showInstant(line.madeAtMs)}`}
                      isDisabled={line.verifiedAtMs === null}
                      onPress={() => setChosen(line)}
                    >
                      Restore…
                    </Button>
                  )}
                </div>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <RestoreDialog line={chosen} onClose={() => setChosen(null)} />
    </section>
  );
}

function AuditOf({ audit }: Pick<BackupLine, 'audit'>) {
  if (audit === null) return <span className="quiet">Not looked at</span>;
  if (audit.brokenAt !== null) return <span className="stop">✕ Broken at entry {audit.brokenAt}</span>;
  return (
    <>
      Whole
      {audit.head !== null && (
        <>
          , <span className="serial">{audit.head.slice(0, 8)}</span>
        </>
      )}
    </>
  );
}
