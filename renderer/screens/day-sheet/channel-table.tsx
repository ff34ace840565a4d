import type { ChannelOfDay } from '../../../contract/records/day-sheet.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { channelWords } from '../../components/desk-words.ts';
import { LinkedAddingUp } from '../replies/reply-list-link.tsx';

type Figure = Exclude<keyof ChannelOfDay, 'channel'>;

const columns: readonly { readonly key: Figure; readonly label: string }[] = [
  { key: 'received', label: 'Received' },
  { key: 'keyed', label: 'Keyed' },
  { key: 'excluded', label: 'Excluded' },
  { key: 'outstanding', label: 'Outstanding' },
  { key: 'verified', label: 'Verified' },
  { key: 'toDecide', label: 'To decide' },
  { key: 'sealed', label: 'Sealed' },
  { key: 'receipted', label: 'At headquarters' },
];

interface Props {
  readonly consultationId: ConsultationId;
  readonly channels: readonly ChannelOfDay[];
}

/** A row a channel, one for all of them, and the adding-up line as it stands everywhere. */
export function ChannelTable({ consultationId, channels }: Props) {
  const sum = (key: Figure): number => channels.reduce((total, channel) => total + channel[key], 0);
  if (channels.length === 0) return <p>No batch of this consultation was opened yet.</p>;
  return (
    <>
      <p className="standing-line">
        <LinkedAddingUp
          count={{
            received: sum('received'),
            keyed: sum('keyed'),
            excluded: sum('excluded'),
            outstanding: sum('outstanding'),
          }}
          of={{ consultationId }}
        />
      </p>
      {/* Narrow, the table scrolls within its panel; it takes the focus for that (WCAG 2.1.1). */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls */}
      <section className="channel-table" aria-label="By channel" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Came by</th>
              {columns.map(({ key, label }) => (
                <th key={key} scope="col" className="figure">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {channels.map((channel) => (
              <tr key={channel.channel}>
                <th scope="row">{channelWords[channel.channel]}</th>
                {columns.map(({ key }) => (
                  <td key={key} className="figure">
                    {channel[key]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {columns.map(({ key }) => (
                <td key={key} className="figure">
                  <b>{sum(key)}</b>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </>
  );
}
