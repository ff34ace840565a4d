import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { channelWords } from '../../components/desk-words.ts';
import { LinkedAddingUp } from '../replies/reply-list-link.tsx';

const order = Object.keys(channelWords);
const parts = ['keyed', 'excluded', 'outstanding'] as const;

/** A bar a channel, all to one scale, each with its figures in words: the bar only repeats them. */
export function ChannelBars({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { perChannel, id } = consultation;
  if (perChannel.length < 1 || consultation.count.received === 0) return null;
  const most = Math.max(...perChannel.map(({ count }) => count.received));
  return (
    <ul className="channel-bars" aria-label="By channel">
      {perChannel
        .filter(({ count }) => count.received > 0)
        .toSorted((one, other) => order.indexOf(one.channel) - order.indexOf(other.channel))
        .map(({ channel, count }) => (
          <li key={channel}>
            <span>{channelWords[channel]}</span>
            <span className="bar" aria-hidden="true" style={{ width: `${(100 * count.received) / most}%` }}>
              {parts
                .filter((part) => count[part] > 0)
                .map((part) => (
                  <span key={part} data-part={part} style={{ flexGrow: count[part] }} />
                ))}
            </span>
            <span className="bar-figures">
              <LinkedAddingUp count={count} of={{ consultationId: id, channel }} />
            </span>
          </li>
        ))}
    </ul>
  );
}
