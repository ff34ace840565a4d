import type { SendingState } from '../../../contract/bridge/sending.ts';
import { countOf } from '../../components/desk-words.ts';
import { ReplyListLink } from '../replies/reply-list-link.tsx';

/** Lines that add up, as everywhere at this desk; each number leads to its list. */
export function SendCounts({ state }: { readonly state: SendingState }) {
  const { onlyHere, notSealed, atHeadquarters, needsAttention } = state;
  const here = notSealed + onlyHere;
  return (
    <div className="send-counts">
      <p className="send-sum">
        received{' '}
        <ReplyListLink filter={{}}>
          <b>{here + atHeadquarters + needsAttention}</b>
        </ReplyListLink>{' '}
        = only on this computer{' '}
        <ReplyListLink filter={{ stage: 'only-here' }}>
          <b>{here}</b>
        </ReplyListLink>{' '}
        + at headquarters{' '}
        <ReplyListLink filter={{ stage: 'in-order' }}>
          <b>{atHeadquarters}</b>
        </ReplyListLink>{' '}
        + needs attention{' '}
        {needsAttention === 0 ? (
          <b>0</b>
        ) : (
          <button type="button" className="link-button look" onClick={showWorkList}>
            <b>{needsAttention}</b>
          </button>
        )}
      </p>
      <p className="quiet">
        only on this computer {here} = not sealed{' '}
        <ReplyListLink filter={{ stage: 'here' }}>{notSealed}</ReplyListLink> + sealed, no receipt yet{' '}
        <ReplyListLink filter={{ stage: 'sealed' }}>{onlyHere}</ReplyListLink>
      </p>
    </div>
  );
}

/**
 * What the two lines don't say: receipts that no longer count, and how far headquarters' own backup reaches. It comes
 * and goes, so it stands at the end, where it moves nothing that is looked at.
 */
export function OfThese({ state }: { readonly state: SendingState }) {
  const { offeredAgain, inBackup, atHeadquarters, needsAttention } = state;
  const received = atHeadquarters + needsAttention;
  return (
    <>
      {offeredAgain > 0 && (
        <p className="look">
          {countOf(offeredAgain, 'reply', 'replies')} had a receipt before headquarters was restored or this
          computer was enrolled anew. They are kept here and offered again; nothing is counted twice.
        </p>
      )}
      {inBackup !== null && (
        <p className="quiet">
          Of the {received} with a receipt, {inBackup} are in headquarters’ newest backup too.
        </p>
      )}
    </>
  );
}

/** The list stands below on the same screen. */
function showWorkList(): void {
  const list = document.getElementById('attention')?.closest('section');
  list?.focus();
  list?.scrollIntoView();
}
