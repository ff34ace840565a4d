import type { Stretch } from '../../../contract/rules/checking/word-differences.ts';

interface Props {
  readonly stretches: readonly Stretch[];
  /** Whose text is shown. */
  readonly of: 'first' | 'second';
}

const kinds = {
  more: { sign: '+', words: 'only here' },
  less: { sign: '‸', words: 'left out here' },
  other: { sign: '≠', words: 'written differently' },
} as const;

/** One of two texts with what differs marked, by a sign and not by a colour alone. */
export function WordForWord({ stretches, of }: Props) {
  return (
    <span className="word-for-word">
      {stretches.map((stretch, index) => {
        const key = `${index} ${stretch.kind}`;
        if (stretch.kind === 'same') return <span key={key}>{stretch[of]}</span>;
        const kind = kindOf(stretch, of);
        const { sign, words } = kinds[kind];
        return (
          <mark key={key} data-kind={kind}>
            <span className="word-sign" aria-hidden="true">
              {sign}
            </span>
            <span className="visually-hidden"> ({words}:) </span>
            {visible(stretch[of])}
          </mark>
        );
      })}
    </span>
  );
}

/** What the signs mean. */
export function SignsExplained() {
  return (
    <p className="hint signs-explained">
      {Object.values(kinds).map(({ sign, words }) => (
        <span key={sign}>
          <b aria-hidden="true">{sign}</b> {words}
        </span>
      ))}
    </p>
  );
}

function kindOf({ kind }: Stretch, of: Props['of']): keyof typeof kinds {
  if (kind === 'changed') return 'other';
  return (kind === 'left-out') === (of === 'first') ? 'more' : 'less';
}

/** Where nothing but space differs, the space is shown by signs. */
function visible(text: string): string {
  return text.trim() === '' ? text.replaceAll(' ', '␣').replaceAll('\n', '¶\n') : text;
}
