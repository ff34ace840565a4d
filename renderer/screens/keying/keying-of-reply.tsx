import { useNavigate } from '@tanstack/react-router';
import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { ReplyId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { Page } from '../../components/page.tsx';
import type { KeyingDesk } from './keying-desk.ts';
import type { KeyingWay } from './keying-way.ts';
import { putAway } from './lay-on-desk.ts';
import { ReplyOnDesk } from './reply-on-desk.tsx';
import { TypeAhead } from './type-ahead.ts';
import { useKeysAhead } from './use-keys.ts';

interface Props {
  readonly replyId: ReplyId;
  readonly way: KeyingWay;
}

/** Opens the reply of the address and, when it is finished, the next one. The form stays on the screen meanwhile. */
export function KeyingOfReply({ replyId, way }: Props) {
  const navigate = useNavigate();
  const { say, clear } = useMessages();
  const [desk, setDesk] = useState<KeyingDesk | null>(null);
  const [refusal, setRefusal] = useState<{ readonly of: ReplyId; readonly words: string } | null>(null);
  const [typeAhead] = useState(() => new TypeAhead());
  const onDesk = useRef<KeyingDesk | null>(null);
  useKeysAhead(desk === null && refusal?.of !== replyId, typeAhead);

  const goToReply = (to: ReplyId | null): void => {
    if (to === null) void navigate({ to: way.to, replace: true });
    else void navigate({ to: `${way.to}/$replyId`, params: { replyId: to }, replace: true });
  };

  const open = useEffectEvent(async (wanted: ReplyId): Promise<KeyingDesk> => {
    const opened: KeyingDesk = await way.open(wanted, {
      say: (message) => (message === null ? clear() : say(message)),
      finish: async (restBlank, effort) => {
        const finished = await way.finish(opened, restBlank, effort);
        if (finished === null) return;
        say({ tone: 'good', text: finished.words });
        goToReply(finished.next);
      },
      replyBefore: async () => {
        const before = opened.view.sheet.previousReplyId;
        if (before === null) {
          say({ tone: 'look', text: 'This is the first reply that you keyed here.' });
          return;
        }
        opened.change({ isBusy: true });
        if (await opened.queue.whenEmpty()) goToReply(before);
        else opened.change({ isBusy: false });
      },
      leaveForm: () => document.querySelector<HTMLElement>('.keying-keys button')?.focus(),
    });
    return opened;
  });

  useEffect(() => {
    let isWanted = true;
    const show = async (): Promise<void> => {
      try {
        const opened = await open(replyId);
        if (!isWanted) return;
        if (onDesk.current) putAway(onDesk.current);
        onDesk.current = opened;
        setDesk(opened);
      } catch (error) {
        if (!isWanted) return;
        typeAhead.forget();
        setRefusal({ of: replyId, words: wordsOf(error) });
      }
    };
    void show();
    return () => {
      isWanted = false;
    };
  }, [replyId, typeAhead]);
  useEffect(
    () => () => {
      if (onDesk.current) putAway(onDesk.current);
    },
    [],
  );

  if (refusal?.of === replyId) {
    return (
      <Page title={way.title}>
        <EmptyState>
          <p>{refusal.words}</p>
          <Button isPrimary autoFocus onPress={() => goToReply(null)}>
            {way.elsewhere}
          </Button>
        </EmptyState>
      </Page>
    );
  }
  return desk && <ReplyOnDesk key={desk.view.sheet.keyingId} desk={desk} typeAhead={typeAhead} />;
}
