import { Button } from '../../components/button.tsx';
import { useDesk, useView } from './desk-context.tsx';

/** F8: nothing of the reply is on the screen, and no time is counted. */
export function PauseCover() {
  const desk = useDesk();
  const { serialLabel } = useView((view) => view.sheet.reply);
  return (
    <div className="keying-pause">
      <h1>Paused</h1>
      <p>{serialLabel} is kept as it is. The form is hidden and the clock stands still.</p>
      <Button isPrimary autoFocus keyHint="F8" onPress={() => desk.goOn()}>
        Go on
      </Button>
    </div>
  );
}
