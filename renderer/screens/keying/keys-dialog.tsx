import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ALL_KEYS } from './keys-shown.ts';

/** F1: all the keys, on the screen. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  return (
    <Dialog title="All keys" isOpen={isOpen} onOpenChange={(next) => !next && onClose()}>
      <div className="keying-all-keys">
        {ALL_KEYS.map(({ group, keys }) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    <kbd>{key}</kbd>
                  </dt>
                  <dd>{does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <Button isPrimary autoFocus keyHint="Esc" onPress={onClose}>
        Back to the form
      </Button>
    </Dialog>
  );
}
