import type { KeyingPreference } from '../../../contract/records/keying.ts';
import { wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import { Choice } from '../../components/choice.tsx';
import { useDesk, useView } from './desk-context.tsx';
import { PanelLine } from './panel.tsx';

const YES_NO = [
  { value: 'yes', label: 'Yes' },
  { value: 'no', label: 'No' },
] as const;
const asYesNo = (is: boolean): 'yes' | 'no' => (is ? 'yes' : 'no');

/** How this person keys this consultation. Each choice holds at once, in the middle of a reply too. */
export function SettingsPanel() {
  const desk = useDesk();
  const preference = useView((view) => view.preference);
  const choose = (part: Partial<KeyingPreference>): void => {
    const next = { ...preference, ...part };
    desk.setPreference(next);
    bridge.keying
      .setPreference({ consultationId: desk.view.sheet.reply.consultationId, preference: next })
      .catch((error: unknown) => desk.say({ tone: 'stop', text: wordsOf(error) }));
  };
  return (
    <PanelLine title="How I key" acceptLabel="Done" onAccept={() => desk.showPanel(null)}>
      <Choice
        label="Order"
        options={[
          { value: 'as-on-paper', label: 'As on paper' },
          { value: 'ticks-first', label: 'Ticks first, then comments' },
        ]}
        value={preference.order}
        onChange={(order) => choose({ order })}
      />
      <Choice
        label="The last field finishes the reply"
        options={YES_NO}
        value={asYesNo(preference.finishesAtLastField)}
        onChange={(answer) => choose({ finishesAtLastField: answer === 'yes' })}
      />
      <Choice
        label="Sounds"
        options={YES_NO}
        value={asYesNo(preference.sounds)}
        onChange={(answer) => choose({ sounds: answer === 'yes' })}
      />
    </PanelLine>
  );
}
