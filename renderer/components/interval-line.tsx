import './interval-line.css';

interface Props {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Where the line ends on the right: the same for all that stand under each other. */
  readonly most: number;
}

/** An interval as a line, with a dot for the value. It repeats the words beside it, so nobody is told it twice. */
export function IntervalLine({ value, low, high, most }: Props) {
  const at = (figure: number): string => `${1 + (98 * Math.min(figure, most)) / most}%`;
  return (
    <svg className="interval-line" aria-hidden="true">
      <line className="interval-ground" x1="1%" x2="99%" y1="50%" y2="50%" />
      <line className="interval-range" x1={at(low)} x2={at(high)} y1="50%" y2="50%" />
      <line className="interval-end" x1={at(low)} x2={at(low)} y1="20%" y2="80%" />
      <line className="interval-end" x1={at(high)} x2={at(high)} y1="20%" y2="80%" />
      <circle cx={at(value)} cy="50%" r="4" />
    </svg>
  );
}
