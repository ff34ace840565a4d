interface Props {
  readonly count: number;
  /** Where its list is. */
  readonly to: string;
  /** What is counted, for who hears the link alone. */
  readonly label: string;
  readonly tone?: 'look' | 'stop';
}

/** A number that leads to its list; nothing leads nowhere. */
export function FigureLink({ count, to, label, tone }: Props) {
  if (count === 0) return <span className="no-figure">0</span>;
  return (
    <a className="figure-link" href={to} aria-label={`${count} ${label}`}>
      <span className={tone}>{count.toLocaleString('en-GB')}</span>
    </a>
  );
}
