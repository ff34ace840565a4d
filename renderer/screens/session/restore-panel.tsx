import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useAct, useCall, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showInstant } from '../../components/dates.ts';
import { countOf } from '../../components/desk-words.ts';
import { showBytes } from '../../components/show-bytes.ts';
import { TextField } from '../../components/text-field.tsx';

/** The backups that can stand in for what can't be opened: those beside the store, or in a folder that is named. */
export function RestorePanel({ file }: { readonly file: string }) {
  const [folder, setFolder] = useState<string | null>(null);
  const [typed, setTyped] = useState('');
  const { data: lines } = useCall('session', 'restorable', { folder });
  const restore = useAct('session', 'restore', { saysRefusal: false });
  const isOne = file === 'keyring.json' || file === 'scans.postbag';
  return (
    <section className="restore-panel" aria-labelledby="restore">
      <h2 id="restore">Or take it from a backup</h2>
      <p>
        {isOne
          ? `Only ${file} is taken from the backup; everything else stays as it is.`
          : 'The store becomes as it was when the backup was made. What lies there now is set aside whole.'}{' '}
        Each backup is checked before and after.
      </p>
      {restore.error && (
        <p className="refusal" role="alert">
          {wordsOf(restore.error)}
        </p>
      )}
      {lines !== undefined && lines.length === 0 && (
        <p>
          There is no backup {folder === null ? 'beside the store' : 'in that folder'}. If there is one on
          another disk, name its folder below.
        </p>
      )}
      <ul className="restorable">
        {lines?.map((line) => (
          <li key={line.id}>
            <Button isPending={restore.isPending} onPress={() => restore.mutate({ folder, id: line.id })}>
              Take the backup of {showInstant(line.madeAtMs)}
            </Button>{' '}
            <span className="quiet">
              {countOf(line.replies, 'reply', 'replies')} · {showBytes(line.sizeBytes)}
            </span>
          </li>
        ))}
      </ul>
      <Form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault();
          restore.reset();
          setFolder(typed.trim() || null);
        }}
      >
        <TextField
          label="Look in another folder"
          hint="The second folder for backups, on its disk, stick or network drive"
          autoComplete="off"
          spellCheck="false"
          maxLength={1000}
          value={typed}
          onChange={setTyped}
        />
        <Button type="submit">Look there</Button>
      </Form>
    </section>
  );
}
