import { Button } from '../../components/button.tsx';
import { useDesk, useView } from './desk-context.tsx';
import type { SaveState } from './save-queue.ts';

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** *Saved 14:03:22* stands here only after the store has answered. */
export function SaveLine() {
  const save = useView((view) => view.save);
  const desk = useDesk();
  return (
    <span className="keying-save" data-state={save.at}>
      {words(save)}
      {save.at === 'refused' && <Button onPress={() => desk.queue.tryAgain()}>Try again</Button>}
    </span>
  );
}

/** What blocks entry, in the catalogue's words, over the form and in nobody's way: there is nothing to type. */
export function BlockedLine() {
  const save = useView((view) => view.save);
  if (save.at !== 'waiting' && save.at !== 'refused') return null;
  return (
    <p className="keying-blocked" role="alert">
      <span aria-hidden="true">✕ </span>
      {save.words}
    </p>
  );
}

function words(save: SaveState): string {
  switch (save.at) {
    case 'nothing-yet':
      return '';
    case 'saving':
      return 'Saving…';
    case 'saved':
      return `Saved ${time.format(save.savedAtMs)}`;
    case 'waiting':
      return 'Not saved: your text is kept here';
    case 'refused':
      return 'Not saved';
    default:
      return assertNever(save);
  }
}

function assertNever(save: never): never {
  throw new Error(`no words for ${JSON.stringify(save)}`);
}
