import type { Decided } from '../../../contract/headquarters/work.ts';
import { showMoment } from '../../components/dates.ts';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { useAsk } from '../use-ask.ts';
import { shortWhy } from './code-words.ts';
import { decisionWords } from './decision-keys.ts';

const columns: readonly FiguresColumn<Decided>[] = [
  { header: 'When', cell: ({ atMs }) => showMoment(atMs) },
  { header: 'Who', cell: ({ by }) => by },
  { header: 'Decision', cell: ({ what }) => decisionWords[what].name },
  { header: 'Serial', cell: ({ serialLabel }) => <span className="serial">{serialLabel ?? ''}</span> },
  { header: 'About', cell: ({ code }) => shortWhy(code) },
  { header: 'Why', cell: ({ reason }) => reason },
];

/** What was decided last. */
export function DecidedList() {
  const { data: decided } = useAsk('decided', {});
  if (decided === undefined || decided.length === 0) return null;
  return (
    <section className="form" aria-labelledby="decided-heading">
      <h2 id="decided-heading">Decided</h2>
      <FiguresTable
        caption="What was decided, newest first"
        columns={columns}
        rows={decided}
        keyOf={(row) => `${row.eventId} ${row.atMs} ${row.what}`}
      />
    </section>
  );
}
