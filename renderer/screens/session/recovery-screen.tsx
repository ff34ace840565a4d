import type { SessionState } from '../../../contract/bridge/session.ts';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { RestorePanel } from './restore-panel.tsx';
import './recovery.css';

type Recovery = Extract<SessionState, { at: 'recovery' }>;

/** The store can't be opened as it lies. Nothing is put in its place unless somebody chooses what. */
export function RecoveryScreen({ folder, file, why }: Pick<Recovery, 'folder' | 'file' | 'why'>) {
  const lookAgain = useAct('session', 'lookAgain');
  const openWithoutLog = useAct('session', 'openWithoutLog');
  return (
    <FrontPage title={titles[why]}>
      <p>
        A unit’s store lies in <code className="path">{folder}</code>, but its file{' '}
        <code className="path">{file}</code> {whatIsWrong[why]} What is there is unchanged.
      </p>
      <h2>If the file is somewhere else</h2>
      <p>Put {file} back into that folder, from wherever it was moved, and press the button.</p>
      <div className="actions">
        <Button isPrimary autoFocus onPress={() => lookAgain.mutate(null)}>
          I have put it back
        </Button>
      </div>
      <RestorePanel file={file} />
      {why === 'log-missing' && (
        <section aria-labelledby="without-log">
          <h2 id="without-log">Open the store without its log</h2>
          <p>
            It is then as it was when the log was last taken up: what was saved after that, minutes or hours,
            is missing. Compare the last batches with their paper.
          </p>
          <div className="actions">
            <Button isPending={openWithoutLog.isPending} onPress={() => openWithoutLog.mutate(null)}>
              Open without the log
            </Button>
          </div>
        </section>
      )}
      <p className="quiet">
        The store and its keyring open only together, and one that is found later still does: delete neither.
        To begin anew all the same, move the whole folder away first.
      </p>
    </FrontPage>
  );
}

const titles = {
  missing: 'A part of the store is missing',
  damaged: 'A part of the store is damaged',
  'log-missing': 'The store’s log is missing',
} as const;

const whatIsWrong = {
  missing: 'is not there.',
  damaged: 'is damaged or is something else.',
  'log-missing':
    'is not there. Postbag did not end in order the last time, and the newest entries are in it.',
} as const;
