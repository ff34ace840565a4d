import { useRef, type KeyboardEvent } from 'react';
import type { LoggedDetails } from '../../../contract/bridge/postroom.ts';
import type { ReplyKind } from '../../../contract/records/reply.ts';
import { Choice } from '../../components/choice.tsx';
import { kindWords, optionsOf } from '../../components/desk-words.ts';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';

export const emptyDetails: LoggedDetails = {
  kind: 'questionnaire',
  signatures: null,
  pages: null,
  enclosures: '',
};

interface Props {
  readonly details: LoggedDetails;
  readonly onChange: (details: LoggedDetails) => void;
}

const kindOfKey: Readonly<Record<string, ReplyKind>> = { q: 'questionnaire', l: 'letter', p: 'petition' };

/** What the opener writes about a piece of paper. The same boxes log it and put it right. */
export function LoggedFields({ details, onChange }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const isPetition = details.kind === 'petition';
  const choose = (kind: ReplyKind): void => {
    onChange({ ...details, kind, signatures: kind === 'petition' ? details.signatures : null });
    if (kind !== 'petition') return;
    // Its signatures are asked for next; the box is there from the start, so that nothing moves.
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLInputElement>('.signatures-field input')?.focus(),
    );
  };
  // In a box that takes figures only, letters are free to choose the kind (keying.md: never in a text box).
  const onKeyDown = (event: KeyboardEvent): void => {
    const isInFigures = event.target instanceof HTMLInputElement && event.target.inputMode === 'numeric';
    const kind = kindOfKey[event.key.toLowerCase()];
    if (!isInFigures || kind === undefined || event.ctrlKey || event.altKey || event.metaKey) return;
    event.preventDefault();
    choose(kind);
  };
  return (
    <div className="logged-fields" ref={box} onKeyDownCapture={onKeyDown}>
      <div className="pages-field">
        <NumberField
          label="Pages"
          minValue={1}
          maxValue={2000}
          value={details.pages ?? Number.NaN}
          onChange={(pages) => onChange({ ...details, pages: Number.isNaN(pages) ? null : pages })}
        />
      </div>
      <Choice label="Kind: Q, L or P" options={optionsOf(kindWords)} value={details.kind} onChange={choose} />
      <div className="signatures-field">
        <NumberField
          label="Signatures"
          isDisabled={!isPetition}
          isRequired={isPetition}
          minValue={1}
          maxValue={10_000_000}
          value={details.signatures ?? Number.NaN}
          onChange={(signatures) =>
            onChange({ ...details, signatures: Number.isNaN(signatures) ? null : signatures })
          }
        />
      </div>
      <div className="enclosures-field">
        <TextField
          label="Enclosures"
          value={details.enclosures}
          onChange={(enclosures) => onChange({ ...details, enclosures })}
          maxLength={500}
        />
      </div>
    </div>
  );
}
