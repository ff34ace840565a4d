import type { NewSeries } from '../../../contract/bridge/sending.ts';
import { showMoment } from '../../components/dates.ts';

const whatWas = {
  restored: 'Headquarters has more from this computer than this store knows of.',
  fork: 'Headquarters has something else in a place where this store has a reply.',
} as const;

/** That this store has lived twice (S7): what was seen, what was kept, and what a person has to look for. */
export function NewSeriesList({ series }: { readonly series: readonly NewSeries[] }) {
  return (
    <section className="panel" aria-labelledby="new-series">
      <h2 id="new-series">Another copy of this store has sent</h2>
      <ul className="new-series">
        {series.map(({ epoch, because, begunAtMs }) => (
          <li key={epoch}>
            <b>{showMoment(begunAtMs)}</b>: {whatWas[because]}{' '}
            <span className="quiet">Series {epoch} began.</span>
          </li>
        ))}
      </ul>
      <p>
        So this store was put back from a backup, or a copy of it works elsewhere. Everything is kept on both
        sides, and what had no receipt was offered again; nothing is counted twice. If a copy is in use on
        another computer, close it there and tell headquarters.
      </p>
    </section>
  );
}
