import type { SendingState } from '../../../contract/bridge/sending.ts';
import { ReplyListLink } from '../replies/reply-list-link.tsx';

/** Two lines that add up, as everywhere at this desk; each number leads to its list. */
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
        = only on this computer <b>{here}</b> + at headquarters{' '}
        <ReplyListLink filter={{ stage: 'received' }}>
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

/** The list stands below on the same screen. */
function showWorkList(): void {
  const list = document.getElementById('attention')?.closest('section');
  list?.focus();
  list?.scrollIntoView();
}
