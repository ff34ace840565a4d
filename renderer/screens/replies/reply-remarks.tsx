import type { Note, Query } from '../../../contract/records/keying.ts';
import type { Reply } from '../../../contract/records/reply.ts';
import { showMoment } from '../../components/dates.ts';
import { RaiseQuery } from './raise-query.tsx';
import { ReplyQuery } from './reply-query.tsx';

/** What has to be looked at in this reply, and what came of it. */
export function QueriesOfReply({
  reply,
  queries,
}: {
  readonly reply: Reply;
  readonly queries: readonly Query[];
}) {
  const isSealed = reply.state === 'sealed' || reply.state === 'received';
  return (
    <section className="panel form" aria-labelledby="queries">
      <h2 id="queries">Queries</h2>
      {queries.length === 0 && <p className="quiet">None.</p>}
      {queries.map((query) => (
        <ReplyQuery key={query.id} query={query} />
      ))}
      {!isSealed && <RaiseQuery replyId={reply.id} />}
    </section>
  );
}

/** Notes on the reply as a whole; those on a field stand beside the field. */
export function NotesOfReply({ notes }: { readonly notes: readonly Note[] }) {
  const whole = notes.filter((note) => note.field === null);
  return (
    <section className="panel form" aria-labelledby="notes">
      <h2 id="notes">Notes</h2>
      <p className="hint">Disclosable: the person who wrote the reply may ask to read them.</p>
      {whole.length === 0 && <p className="quiet">None on the reply as a whole.</p>}
      {whole.map((note) => (
        <p key={note.atMs}>
          {note.text}{' '}
          <span className="hint">
            {note.byName}, {showMoment(note.atMs)}
          </span>
        </p>
      ))}
    </section>
  );
}
