import type { ReactNode } from 'react';
import type { ReplyStage } from '../../../contract/bridge/replies.ts';
import type { Channel } from '../../../contract/records/batch.ts';
import type { ChannelOfDay } from '../../../contract/records/day-sheet.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { channelWords } from '../../components/desk-words.ts';
import { LinkedAddingUp, ReplyListLink } from '../replies/reply-list-link.tsx';

type Figure = Exclude<keyof ChannelOfDay, 'channel'>;

interface Column {
  readonly key: Figure;
  readonly label: string;
  /** The list that the figure leads to; the adding-up line above leads to the others. */
  readonly stage?: ReplyStage;
}

const columns: readonly Column[] = [
  { key: 'received', label: 'Received' },
  { key: 'keyed', label: 'Keyed' },
  { key: 'excluded', label: 'Excluded' },
  { key: 'outstanding', label: 'Outstanding' },
  { key: 'verified', label: 'Verified', stage: 'verified' },
  { key: 'toKeyAgain', label: 'To key again', stage: 'to-key-again' },
  { key: 'toDecide', label: 'To decide', stage: 'to-decide' },
  { key: 'sealed', label: 'Sealed' },
  { key: 'sent', label: 'Sent' },
  { key: 'receipted', label: 'At headquarters', stage: 'received' },
];

interface Props {
  readonly consultationId: ConsultationId;
  readonly channels: readonly ChannelOfDay[];
}

/** A row a channel, one for all of them, and the adding-up line as it stands everywhere. */
export function ChannelTable({ consultationId, channels }: Props) {
  const sum = (key: Figure): number => channels.reduce((total, channel) => total + channel[key], 0);
  const figure = ({ stage }: Column, count: number, channel: Channel | null): ReactNode =>
    stage === undefined ? (
      count
    ) : (
      <ReplyListLink filter={{ consultationId, stage, channel }}>{count}</ReplyListLink>
    );
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
                {columns.map((column) => (
                  <td key={column.key} className="figure">
                    {figure(column, channel[column.key], channel.channel)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">All</th>
              {columns.map((column) => (
                <td key={column.key} className="figure">
                  <b>{figure(column, sum(column.key), null)}</b>
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
      <p className="hint">
        Sent is what headquarters has, and what lies in a file to carry that was written here.
      </p>
    </>
  );
}
