import type { ChannelOfDay, DoneOfDay } from '../../../contract/records/day-sheet.ts';
import { channelWords } from '../../components/desk-words.ts';

type Act = Exclude<keyof DoneOfDay, 'channel'>;

const acts: readonly { readonly key: Act; readonly label: string }[] = [
  { key: 'logged', label: 'Replies logged' },
  { key: 'keyed', label: 'Replies keyed' },
  { key: 'keyedAgain', label: 'Replies keyed again' },
  { key: 'decided', label: 'Differences decided' },
  { key: 'sealed', label: 'Replies sealed' },
];

interface Props {
  /** Every channel by which anything came has its row, also where nothing was done with it. */
  readonly channels: readonly Pick<ChannelOfDay, 'channel'>[];
  readonly done: readonly DoneOfDay[];
  readonly isToday: boolean;
}

/** What was done on the day, a row a channel and one for all of them. */
export function DoneTable({ channels, done, isToday }: Props) {
  if (channels.length === 0) return null;
  const sum = (key: Act): number => done.reduce((total, row) => total + row[key], 0);
  return (
    <section className="panel" aria-labelledby="done">
      <h3 id="done">{isToday ? 'Done today' : 'Done on that day'}</h3>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls when it is narrow */}
      <section className="channel-table" aria-label="Done, by channel" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Came by</th>
              {acts.map(({ key, label }) => (
                <th key={key} scope="col" className="figure">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {channels.map(({ channel }) => (
              <tr key={channel}>
                <th scope="row">{channelWords[channel]}</th>
                {acts.map(({ key }) => (
                  <td key={key} className="figure">
                    {done.find((row) => row.channel === channel)?.[key] ?? 0}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {acts.map(({ key }) => (
                <td key={key} className="figure">
                  <b>{sum(key)}</b>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  );
}
