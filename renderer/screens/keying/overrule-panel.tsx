import { useState } from 'react';
import { TextField } from '../../components/text-field.tsx';
import { useDesk } from './desk-context.tsx';
import { PanelLine } from './panel.tsx';

/** Why a value stands that a check complains of. The usual reason stands there already: Enter takes it. */
export function OverrulePanel() {
  const desk = useDesk();
  const [reason, setReason] = useState('As on the paper');
  const keep = (): void => {
    if (reason.trim() === '') return;
    desk.showPanel(null);
    desk.act({ do: 'overrule', reason: reason.trim() });
  };
  return (
    <PanelLine title="Keep it with a reason" acceptLabel="Keep" onAccept={keep}>
      <TextField
        label="Why it stands as keyed"
        hint="Kept with the value; a query tells your supervisor"
        autoFocus
        maxLength={500}
        value={reason}
        onChange={setReason}
        onFocus={(event) => (event.target as HTMLInputElement).select()}
      />
    </PanelLine>
  );
}
