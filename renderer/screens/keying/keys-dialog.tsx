import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { useView } from './desk-context.tsx';
import { ALL_AGAIN_KEYS, ALL_KEYS } from './keys-shown.ts';

/** F1: all the keys, on the screen. */
export function KeysDialog({ isOpen, onClose }: { readonly isOpen: boolean; readonly onClose: () => void }) {
  const isAgain = useView((view) => view.state.isAgain);
  return (
    <Dialog title="All keys" isOpen={isOpen} onOpenChange={(next) => !next && onClose()}>
      <div className="keying-all-keys">
        {(isAgain ? ALL_AGAIN_KEYS : ALL_KEYS).map(({ group, keys }) => (
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
