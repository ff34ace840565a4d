import { useDesk, useView } from './desk-context.tsx';
import { isFinishedByLeaving } from './finish-step.ts';
import { keepFocus } from './keep-focus.ts';
import { currentField, isTextual } from './keying-state.ts';
import { AGAIN_LINE_KEYS, LINE_KEYS, onwardKey, type ShownKey } from './keys-shown.ts';

/** The keys of the current field, each a control that does the same. They never change places. */
export function KeyLine() {
  const field = useView((view) => currentField(view.state));
  const isEmpty = useView((view) =>
    isTextual(field) ? !view.hasText : view.state.marks[field.id] === undefined,
  );
  const desk = useDesk();
  const isFinishing = useView((view) => isFinishedByLeaving(view.state));
  const isAgain = useView((view) => view.state.isAgain);
  const onward = onwardKey(field, isEmpty, isFinishing);
  return (
    <div className="keying-keys" role="toolbar" aria-label="Keys of this field">
      <Key shown={onward} onPress={() => desk.act(onward.action)} className="keying-onward" />
      {(isAgain ? AGAIN_LINE_KEYS : LINE_KEYS).map((shown) => (
        <Key key={shown.key} shown={shown} onPress={() => desk.act(shown.action)} />
      ))}
      <button
        type="button"
        className="keying-key"
        onMouseDown={keepFocus}
        onClick={() => desk.act({ do: 'open-settings' })}
      >
        <kbd>⇧F1</kbd> settings
      </button>
      {/* Below the last box stands what only the lamps take. Its room is kept, so that nothing moves. */}
      <output className="keying-before-finish">{isFinishing && '· first, if ticked: F9 ⇧F9 F10'}</output>
    </div>
  );
}

interface KeyProps {
  readonly shown: ShownKey;
  readonly onPress: () => void;
  readonly className?: string;
}

function Key({ shown, onPress, className = '' }: KeyProps) {
  return (
    <button type="button" className={`keying-key ${className}`} onMouseDown={keepFocus} onClick={onPress}>
      <kbd>{shown.key}</kbd> {shown.label}
    </button>
  );
}
