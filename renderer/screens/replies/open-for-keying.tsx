import { useNavigate } from '@tanstack/react-router';
import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import type { CheckState } from '../../../contract/records/reply.ts';
import { useSession } from '../../app/session.tsx';
import { Button } from '../../components/button.tsx';

interface Props {
  readonly shown: ReplyOf<Calls['replies']['standing']>;
  readonly isPrimary?: boolean;
}

/** The way into the form, for whoever may go it: who keyed the reply, or anybody where nobody has begun. */
export function OpenForKeying({ shown, isPrimary = false }: Props) {
  const { reply, isKeptBlind, isKeyedAgain } = shown;
  const navigate = useNavigate();
  const { person } = useSession();
  if (reply.state !== 'outstanding' && reply.state !== 'keyed') return null;
  const isOthers = reply.keyerId !== null && reply.keyerId !== person.id;
  // Not to who has just read on this page what was keyed.
  if (reply.checkState === 'to-key-again' && isKeptBlind) {
    return (
      <Button
        isPrimary={isPrimary}
        onPress={() => void navigate({ to: '/checking/$replyId', params: { replyId: reply.id } })}
      >
        Key it again
      </Button>
    );
  }
  if (isKeyedAgain && reply.checkState !== null) {
    return <span className="quiet">{whyItStands[reply.checkState]}</span>;
  }
  if (isOthers) {
    return (
      <span className="quiet">
        {reply.state === 'keyed' ? 'Keyed by' : 'Being keyed by'} {reply.keyedByName}: only they can correct
        it.
      </span>
    );
  }
  return (
    <Button
      isPrimary={isPrimary}
      onPress={() => void navigate({ to: '/keying/$replyId', params: { replyId: reply.id } })}
    >
      {reply.state === 'keyed' ? 'Correct what was keyed' : 'Key it'}
    </Button>
  );
}

/** Why the first keying isn't opened any more (REPLY_BEING_CHECKED), and what puts it right instead. */
const whyItStands: Readonly<Record<CheckState, string>> = {
  'to-key-again': 'To be keyed again.',
  'being-keyed-again':
    'Being keyed again: the first keying stands as it is. What differs is decided from the paper.',
  'to-decide': 'Keyed twice: a third person decides from the paper what differs.',
  verified: 'Keyed twice and verified: it stands as it is. When it is sealed, a supervisor can correct it.',
};
