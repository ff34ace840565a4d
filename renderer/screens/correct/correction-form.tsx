import { useNavigate } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import type { CorrectionSheet } from '../../../contract/bridge/corrections.ts';
import type { FieldId, Mark } from '../../../contract/records/mark.ts';
import { fieldsOf, lampsOf } from '../../../contract/rules/fields.ts';
import { isSaidAlready, useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { useMessages } from '../../components/messages.tsx';
import { Page } from '../../components/page.tsx';
import { PaperBeside } from '../replies/paper-beside.tsx';
import { CorrectionFields } from './correction-fields.tsx';
import { changesOf, marksAfter, noLongerAsked, withChange } from './draft.ts';
import { draftOf, keepDraft } from './draft-memory.ts';
import { WhatChanges } from './what-changes.tsx';

/** The paper, the form with its present marks, and what the correction changes, with its reason. */
export function CorrectionForm({ sheet }: { readonly sheet: CorrectionSheet }) {
  const { reply, pack, revision, marks: sealed } = sheet;
  const navigate = useNavigate();
  const { say } = useMessages();
  const revise = useAct('corrections', 'revise');
  const [draft, setDraft] = useState(() => draftOf(reply.id, revision).draft);
  const [reason, setReason] = useState(() => draftOf(reply.id, revision).reason);
  useEffect(() => keepDraft(reply.id, revision, { draft, reason }), [reply.id, revision, draft, reason]);
  const fields = useMemo(() => [...fieldsOf(pack), ...lampsOf(pack)], [pack]);
  const after = marksAfter(draft, sealed);
  const changes = changesOf(draft, sealed, fields);
  const change = (field: FieldId, after: Mark | null): void =>
    setDraft((now) => withChange(now, sealed, field, after));

  const toReply = (): void => void navigate({ to: '/replies/$replyId', params: { replyId: reply.id } });
  const sealNow = async (): Promise<void> => {
    // Awaited, and not left to a callback of `mutate`: the next revision's form may stand here by then.
    const sealedNow = await revise.mutateAsync({
      replyId: reply.id,
      reason: reason.trim(),
      changes: changes.map(({ field, after }) => ({ field: field.id, mark: after })),
    });
    keepDraft(reply.id, revision, { draft: {}, reason: '' });
    say({
      tone: 'good',
      text: `${reply.serialLabel} is corrected: revision ${sealedNow.revision} is sealed and sent by itself. It can be corrected again.`,
    });
    toReply();
  };
  const seal = (): void => {
    if (revise.isPending) return;
    if (changes.length === 0) {
      say({ tone: 'look', text: 'Nothing is changed yet, so there is nothing to seal.' });
      return;
    }
    if (reason.trim() === '') {
      say({
        tone: 'look',
        text: 'A correction needs a reason. Nothing was sealed; what you changed is kept here.',
      });
      document.querySelector<HTMLElement>('.correction-reason input')?.focus();
      return;
    }
    sealNow().catch(isSaidAlready);
  };

  const hasPaper = reply.scannedPages > 0;
  return (
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- one key for the whole screen, wherever the focus is in it
    <div
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || !event.ctrlKey) return;
        event.preventDefault();
        seal();
      }}
    >
      <Page
        title={`Correct ${reply.serialLabel}`}
        actions={<Button onPress={toReply}>Back to the reply</Button>}
      >
        <div className="reply-page" data-has-paper={hasPaper || undefined}>
          <WhatChanges
            nextRevision={revision + 1}
            changes={changes}
            notAsked={noLongerAsked(pack, fields, sealed, after)}
            reason={reason}
            onReason={setReason}
            onPutBack={(field) => change(field, sealed[field] ?? null)}
            onSeal={seal}
            isPending={revise.isPending}
          />
          {hasPaper && <PaperBeside reply={reply} />}
          <CorrectionFields
            pack={pack}
            sealed={sealed}
            marks={after}
            changed={draft}
            onChange={change}
            isReadOnly={revise.isPending}
          />
        </div>
      </Page>
    </div>
  );
}
