import { FrontPage } from '../../components/front-page.tsx';
import { Button } from '../../components/button.tsx';
import { useCall } from '../../app/use-call.ts';

/** What lies here belongs together. With a part of it missing nothing is opened, and nothing is put in its place. */
export function RecoveryScreen({ folder, file }: { readonly folder: string; readonly file: string }) {
  const { refetch } = useCall('session', 'state', null);
  return (
    <FrontPage title="A part of the store is missing">
      <p>
        A unit’s store lies in <code className="path">{folder}</code>, but its file{' '}
        <code className="path">{file}</code> is not there. What is there is unchanged.
      </p>
      <ol>
        <li>Put {file} back into that folder, from the backup or from wherever it was moved.</li>
        <li>Press the button below.</li>
      </ol>
      <p>
        The store and its keyring open only together, and one that is found later still does: delete neither.
        To begin anew all the same, move the whole folder away first.
      </p>
      <div className="actions">
        <Button isPrimary autoFocus onPress={() => void refetch()}>
          I have put it back
        </Button>
      </div>
    </FrontPage>
  );
}
