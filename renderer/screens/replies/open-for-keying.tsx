import { useNavigate } from '@tanstack/react-router';
import type { Reply } from '../../../contract/records/reply.ts';
import { useSession } from '../../app/session.tsx';
import { Button } from '../../components/button.tsx';

interface Props {
  readonly reply: Reply;
  readonly isPrimary?: boolean;
}

/** The way into the form, for whoever may go it: who keyed the reply, or anybody where nobody has begun. */
export function OpenForKeying({ reply, isPrimary = false }: Props) {
  const navigate = useNavigate();
  const { person } = useSession();
  if (reply.state !== 'outstanding' && reply.state !== 'keyed') return null;
  if (reply.keyerId !== null && reply.keyerId !== person.id) {
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
