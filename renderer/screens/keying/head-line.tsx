import { batchLabel } from '../../../contract/rules/batch-label.ts';
import { useSession } from '../../app/session.tsx';
import { useView } from './desk-context.tsx';
import { Lamps } from './lamps.tsx';
import { SaveLine } from './save-line.tsx';

/** Where one is, what the reply asks for, whether it is late, what is saved, who keys. */
export function HeadLine() {
  const { person } = useSession();
  const { reply, position } = useView((view) => view.sheet);
  const title = useView((view) => view.state.form.pack.title);
  const isAgain = useView((view) => view.state.isAgain);
  const openQueries = useView((view) => view.openQueries);
  return (
    <div className="keying-head">
      <span className="keying-title" title={title}>
        {title}
      </span>
      <span className="keying-batch">
        {batchLabel(reply.batchNumber)} · <b>{position.index}</b> of {position.of}
      </span>
      {isAgain && <span className="keying-again">Keyed again, blind</span>}
      <Lamps />
      <span className="keying-flags">
        {reply.isLate && <span className="look">Late</span>}
        {openQueries > 0 && (
          <span className="look">{openQueries === 1 ? '1 query' : `${openQueries} queries`}</span>
        )}
      </span>
      <SaveLine />
      <span className="keying-person" title={person.fullName}>
        {person.initials}
      </span>
    </div>
  );
}
