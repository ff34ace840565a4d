import { memo, useEffect, useState } from 'react';
import { DeskProvider, useDesk, useView } from './desk-context.tsx';
import { GoToPanel } from './go-to-panel.tsx';
import { HeadLine } from './head-line.tsx';
import { KeyLine } from './key-line.tsx';
import type { KeyingDesk } from './keying-desk.ts';
import { KeysDialog } from './keys-dialog.tsx';
import { MarkList } from './mark-list.tsx';
import { NotePanel } from './note-panel.tsx';
import { OverrulePanel } from './overrule-panel.tsx';
import { PauseCover } from './pause-cover.tsx';
import { ReplyForm } from './reply-form.tsx';
import { BlockedLine } from './save-line.tsx';
import { ScannedPage } from './scanned-page.tsx';
import { SettingsPanel } from './settings-panel.tsx';
import type { TypeAhead } from './type-ahead.ts';
import { useKeys } from './use-keys.ts';

interface Props {
  readonly desk: KeyingDesk;
  readonly typeAhead: TypeAhead;
}

/** One reply on the screen. Made anew for each, so that nothing of the one before can stay in a box. */
export const ReplyOnDesk = memo(function ReplyOnDesk({ desk, typeAhead }: Props) {
  useKeys(desk, typeAhead);
  useEffect(() => desk.playFrom(typeAhead), [desk, typeAhead]);
  useEffect(() => {
    const onBeforeUnload = (event: BeforeUnloadEvent): void => {
      desk.putAway();
      if (desk.queue.unsaved.length > 0) event.preventDefault();
    };
    addEventListener('beforeunload', onBeforeUnload);
    return () => removeEventListener('beforeunload', onBeforeUnload);
  }, [desk]);
  return (
    <DeskProvider value={desk}>
      <div className="keying">
        <HeadLine />
        <Body />
        <KeyLine />
      </div>
    </DeskProvider>
  );
});

function Body() {
  const isPaused = useView((view) => view.isPaused);
  const hasScan = useView((view) => view.sheet.reply.scannedPages > 0);
  const [isListWanted, setListWanted] = useState(false);
  return (
    <div className="keying-body">
      {/* Hidden, not taken away: what is half typed stays in its box. */}
      <div className="keying-panes" hidden={isPaused}>
        <div className="keying-aside">
          {hasScan && !isListWanted ? <ScannedPage /> : <MarkList />}
          {hasScan && (
            <button type="button" className="link-button" onClick={() => setListWanted(!isListWanted)}>
              {isListWanted ? 'Show the scan' : 'Show the list of marks'}
            </button>
          )}
        </div>
        <ReplyForm />
      </div>
      <BlockedLine />
      {isPaused && <PauseCover />}
      <Panels />
    </div>
  );
}

function Panels() {
  const desk = useDesk();
  const panel = useView((view) => view.panel);
  switch (panel) {
    case 'go-to':
      return <GoToPanel />;
    case 'note':
      return <NotePanel />;
    case 'overrule':
      return <OverrulePanel />;
    case 'settings':
      return <SettingsPanel />;
    case 'keys':
      return <KeysDialog isOpen onClose={() => desk.showPanel(null)} />;
    case null:
      return null;
    default:
      return assertNever(panel);
  }
}

function assertNever(panel: never): never {
  throw new Error(`no such panel: ${String(panel)}`);
}
