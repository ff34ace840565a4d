import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { BackupState } from '../../../contract/bridge/backups.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';

/** How often, and where else. A second disk helps where a second file on the same one doesn't. */
export function BackupSettingsForm({ state }: { readonly state: BackupState }) {
  const { say } = useMessages();
  const save = useAct('backups', 'setSettings');
  const [everyHours, setEveryHours] = useState<number>(state.everyHours);
  const [secondFolder, setSecondFolder] = useState(state.secondFolder ?? '');
  return (
    <section className="panel backup-settings" aria-labelledby="backup-settings">
      <h2 id="backup-settings">How often, and where else</h2>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          save.mutate(
            { everyHours, secondFolder: secondFolder.trim() || null },
            { onSuccess: () => say({ tone: 'good', text: 'Kept. It counts from the next backup on.' }) },
          );
        }}
      >
        <NumberField
          label="Back up when the last is so many hours old"
          minValue={1}
          maxValue={168}
          value={everyHours}
          onChange={(hours) => setEveryHours(Number.isNaN(hours) ? state.everyHours : hours)}
        />
        <TextField
          label="Second folder"
          hint="On another disk, a network drive or a stick. Each backup is copied there and read back. Without this unit’s passphrases nobody can read it. Empty: none."
          autoComplete="off"
          spellCheck="false"
          maxLength={1000}
          value={secondFolder}
          onChange={setSecondFolder}
        />
        <p className="hint">
          Backups lie in <code className="path">{state.folder}</code>; three are kept there.
        </p>
        <div className="actions">
          <Button type="submit" isPending={save.isPending}>
            Keep
          </Button>
        </div>
      </Form>
    </section>
  );
}
