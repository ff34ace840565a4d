import { actsShown, type ActDone } from '../../../contract/headquarters/acts.ts';
import { showMoment } from '../../components/dates.ts';
import { Page } from '../../components/page.tsx';
import { FiguresTable, type FiguresColumn } from '../figures-table.tsx';
import { useAsk } from '../use-ask.ts';

const columns: readonly FiguresColumn<ActDone>[] = [
  { header: 'When', cell: ({ atMs }) => showMoment(atMs) },
  { header: 'Who', cell: ({ by }) => by ?? <span className="quiet">at the command line</span> },
  { header: 'What', cell: ({ act }) => act },
  { header: 'To what', cell: ({ subject }) => <code>{subject}</code> },
  {
    header: 'How',
    cell: ({ details }) =>
      Object.entries(details)
        .map(([name, value]) => `${name}: ${String(value)}`)
        .join(' · '),
  },
];

/** What staff did, newest first. It can only be added to. */
export function ActsScreen() {
  const { data: acts } = useAsk('acts', {});
  return (
    <Page title="What was done">
      <p className="quiet">
        Everything that staff did, newest first; {actsShown} at most are shown. It is added to, never changed
        and never removed.
      </p>
      {acts !== undefined && (
        <FiguresTable
          caption="What staff did"
          columns={columns}
          rows={acts}
          keyOf={(act) => `${act.atMs} ${act.act} ${act.subject}`}
        />
      )}
    </Page>
  );
}
