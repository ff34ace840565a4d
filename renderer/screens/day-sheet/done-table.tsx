import type { ChannelOfDay, DoneOfDay } from '../../../contract/records/day-sheet.ts';
import { FiguresByChannel } from './figures-by-channel.tsx';

type Act = Exclude<keyof DoneOfDay, 'channel'>;

const acts: readonly { readonly key: Act; readonly label: string }[] = [
  { key: 'logged', label: 'Replies logged' },
  { key: 'keyed', label: 'Replies keyed' },
  { key: 'keyedAgain', label: 'Replies keyed again' },
  { key: 'decided', label: 'Differences decided' },
  { key: 'sealed', label: 'Replies sealed' },
];
const nothing: Readonly<Record<Act, number>> = { logged: 0, keyed: 0, keyedAgain: 0, decided: 0, sealed: 0 };

interface Props {
  /** Every channel by which anything came has its row, also where nothing was done with it. */
  readonly channels: readonly Pick<ChannelOfDay, 'channel'>[];
  readonly done: readonly DoneOfDay[];
  readonly isToday: boolean;
}

/** What was done on the day. */
export function DoneTable({ channels, done, isToday }: Props) {
  if (channels.length === 0) return null;
  const rows = channels.map(({ channel }) => ({
    ...nothing,
    ...done.find((row) => row.channel === channel),
    channel,
  }));
  return (
    <section className="panel" aria-labelledby="done">
      <h3 id="done">{isToday ? 'Done today' : 'Done on that day'}</h3>
      <FiguresByChannel label="Done, by channel" columns={acts} rows={rows} />
    </section>
  );
}
