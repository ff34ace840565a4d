import type { NewSeries } from '../../../contract/bridge/sending.ts';
import { useSession } from '../../app/session.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';

const whatWas: Readonly<Record<NewSeries['because'], string>> = {
  'put-back': 'This store had been put back from a backup.',
  copied: 'This store is a copy of one that was open elsewhere.',
  'more-there': 'Headquarters has more from this computer than this store knows of.',
  'other-there': 'Headquarters has something else in a place where this store has a reply.',
};

/** Only what headquarters has shows that somebody has sent; a restore or a copy by itself shows nothing of the kind. */
const hasOtherSent = ({ because }: NewSeries): boolean =>
  because === 'more-there' || because === 'other-there';

/**
 * That this store has lived twice (S7): what was seen, what was kept, and what a person has to look for. It stays until
 * a supervisor has read it.
 */
export function NewSeriesList({ series }: { readonly series: readonly NewSeries[] }) {
  return (
    <section className="panel" aria-labelledby="new-series">
      <h2 id="new-series">
        {series.some(hasOtherSent)
          ? 'Another copy of this store has sent'
          : 'Sending goes on in a new series'}
      </h2>
      <ul className="new-series">
        {series.map(({ deviceId, epoch, because, begunAtMs }) => (
          <li key={`${deviceId} ${epoch}`}>
            <b>{showMoment(begunAtMs)}</b>: {whatWas[because]}{' '}
            <span className="quiet">Series {epoch} began.</span>
          </li>
        ))}
      </ul>
      {series.some(hasOtherSent) ? (
        <p>
          So this store was put back from a backup, or a copy of it works elsewhere. Everything is kept on
          both sides, and what had no receipt was offered again; nothing is counted twice. If a copy is in use
          on another computer, close it there and tell headquarters.
        </p>
      ) : (
        <p>
          So what may have been sent before is not mixed up with what is sent now. Everything is kept, and
          what had no receipt is offered again; nothing is counted twice. For this there is nothing to do.
        </p>
      )}
      <SayRead series={series} />
    </section>
  );
}

function SayRead({ series }: { readonly series: readonly NewSeries[] }) {
  const { person } = useSession();
  const read = useAct('sending', 'seriesRead');
  if (person.role !== 'supervisor')
    return <p className="quiet">It stands here until a supervisor has read it.</p>;
  return (
    <div className="actions">
      <Button
        onPress={() => {
          // The panel goes now; the next thing to do takes the focus from here.
          document.getElementById('main')?.focus();
          read.mutate({ series: series.map(({ deviceId, epoch }) => ({ deviceId, epoch })) });
        }}
      >
        I have read this
      </Button>
    </div>
  );
}
