import { useNavigate } from '@tanstack/react-router';
import type { Reply } from '../../../contract/records/reply.ts';
import { useSession } from '../../app/session.tsx';
import { Button } from '../../components/button.tsx';

/** The way to correct what is sealed, for a supervisor. */
export function CorrectLink({
  reply,
  isWithdrawn,
}: {
  readonly reply: Reply;
  readonly isWithdrawn: boolean;
}) {
  const navigate = useNavigate();
  const { person } = useSession();
  if (isWithdrawn) return null;
  if (person.role !== 'supervisor') {
    return <span className="quiet">Sealed: a supervisor corrects it.</span>;
  }
  return (
    <Button
      isPrimary
      onPress={() => void navigate({ to: '/replies/$replyId/correct', params: { replyId: reply.id } })}
    >
      Correct
    </Button>
  );
}
