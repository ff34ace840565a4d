import type { ReactNode } from 'react';
import type { ReplyStage } from '../../../contract/bridge/replies.ts';
import type { Channel } from '../../../contract/records/batch.ts';
import type { ChannelOfDay } from '../../../contract/records/day-sheet.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';
import { FiguresByChannel } from './figures-by-channel.tsx';
import { LinkedAddingUp, ReplyListLink } from '../replies/reply-list-link.tsx';

type Figure = Exclude<keyof ChannelOfDay, 'channel'>;

const columns: readonly { readonly key: Figure; readonly label: string }[] = [
  { key: 'received', label: 'Received' },
  { key: 'keyed', label: 'Keyed' },
  { key: 'excluded', label: 'Excluded' },
  { key: 'outstanding', label: 'Outstanding' },
  { key: 'verified', label: 'Verified' },
  { key: 'toKeyAgain', label: 'To key again' },
  { key: 'toDecide', label: 'To decide' },
  { key: 'sealed', label: 'Sealed' },
  { key: 'sent', label: 'Sent' },
  { key: 'receipted', label: 'At headquarters' },
];

/** The lists that figures lead to; the adding-up line above leads to the others. */
const stages: Readonly<Partial<Record<Figure, ReplyStage>>> = {
  verified: 'verified',
  toKeyAgain: 'to-key-again',
  toDecide: 'to-decide',
  receipted: 'received',
};

interface Props {
  readonly consultationId: ConsultationId;
  readonly channels: readonly ChannelOfDay[];
}

/** Where everything stands by channel, under the adding-up line as it stands everywhere. */
export function ChannelTable({ consultationId, channels }: Props) {
  const sum = (key: Figure): number => channels.reduce((total, channel) => total + channel[key], 0);
  const show = (key: Figure, count: number, channel: Channel | null): ReactNode => {
    const stage = stages[key];
    return stage === undefined ? (
      count
    ) : (
      <ReplyListLink filter={{ consultationId, stage, channel }}>{count}</ReplyListLink>
    );
  };
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
      <FiguresByChannel label="By channel" columns={columns} rows={channels} show={show} />
      <p className="hint">
        Sent is what headquarters has, and what lies in a file to carry that was written here.
      </p>
    </>
  );
}
