import type { BackupLine } from '../../../contract/bridge/backups.ts';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showInstant } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';
import { Dialog } from '../../components/dialog.tsx';

/** The one act here that everybody at this computer notices: it says first what will be. */
export function RestoreDialog({
  line,
  onClose,
}: {
  readonly line: BackupLine | null;
  readonly onClose: () => void;
}) {
  const restore = useAct('backups', 'restore', { saysRefusal: false });
  return (
    <Dialog
      title="Restore this backup"
      isOpen={line !== null}
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      {line !== null && (
        <>
          <p>
            The store will be as it was on {showInstant(line.madeAtMs)}, with{' '}
            {countOf(line.replies, 'reply', 'replies')}. The store as it is now is set aside whole, and can be
            put back. Everybody signs in anew.
          </p>
          {restore.error && (
            <p className="refusal" role="alert">
              {wordsOf(restore.error)}
            </p>
          )}
          <div className="actions">
            <Button autoFocus onPress={onClose}>
              Leave it as it is
            </Button>
            <Button
              isPrimary
              isPending={restore.isPending}
              onPress={() => restore.mutate({ id: line.id, place: line.place })}
            >
              {restore.isPending ? 'Reading it back…' : 'Restore'}
            </Button>
          </div>
        </>
      )}
    </Dialog>
  );
}
