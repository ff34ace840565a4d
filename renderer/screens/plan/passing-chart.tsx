import { chanceToPass } from '../../../contract/rules/quality/operating-curve.ts';

interface Props {
  readonly replies: number;
  readonly drawn: number;
  readonly mostWrong: number;
}

/** Of how many wrong fields the table speaks, in a hundred. */
const tableRates = [0, 0.29, 0.5, 1, 2, 5, 10];
const mostRate = 10;
const width = 400;
const height = 160;
const edge = { left: 44, right: 20, top: 8, bottom: 34 };

/** How likely a batch passes its draw, as a curve and as a table: what the draw finds and what it lets through. */
export function PassingChart({ replies, drawn, mostWrong }: Props) {
  const passes = (rate: number): number => Math.round(100 * chanceToPass(drawn, mostWrong, rate / 100));
  const x = (rate: number): number => edge.left + ((width - edge.left - edge.right) * rate) / mostRate;
  const y = (share: number): number => edge.top + (height - edge.top - edge.bottom) * (1 - share);
  const curve = Array.from({ length: 101 }, (_, step) => {
    const rate = (step * mostRate) / 100;
    return `${x(rate).toFixed(1)},${y(chanceToPass(drawn, mostWrong, rate / 100)).toFixed(1)}`;
  }).join(' ');
  return (
    <div className="passing">
      <figure>
        <svg viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
          {[0, 0.5, 1].map((share) => (
            <g key={share}>
              <line
                className="grid-line"
                x1={edge.left}
                x2={width - edge.right}
                y1={y(share)}
                y2={y(share)}
              />
              <text x={edge.left - 6} y={y(share) + 4} textAnchor="end">
                {share * 100}
              </text>
            </g>
          ))}
          {[0, 2, 4, 6, 8, 10].map((rate) => (
            <text key={rate} x={x(rate)} y={height - edge.bottom + 14} textAnchor="middle">
              {rate} %
            </text>
          ))}
          <text x={(width + edge.left) / 2} y={height - 4} textAnchor="middle">
            fields of the batch that are wrong
          </text>
          <polyline className="curve" points={curve} />
        </svg>
        <figcaption className="hint">
          How many batches in 100 pass, of {replies.toLocaleString('en-GB')} replies with about {drawn} fields
          drawn. The table has the numbers.
        </figcaption>
      </figure>
      <table>
        <thead>
          <tr>
            <th scope="col" className="figure">
              Fields wrong
            </th>
            <th scope="col">Batches that pass</th>
          </tr>
        </thead>
        <tbody>
          {tableRates.map((rate) => (
            <tr key={rate}>
              <th scope="row" className="figure">
                {rate} %
              </th>
              <td>{passes(rate)} of 100</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
