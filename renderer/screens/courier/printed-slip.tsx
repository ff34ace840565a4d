import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { SlipFacts } from './slip-facts.tsx';

/** Goes with the stick, A4 in black and white. */
export function PrintedSlip({ slip }: { readonly slip: CourierSlip }) {
  return (
    <div className="printed-sheet">
      <article className="courier-sheet">
        <p>{slip.unitName}</p>
        <h1>Courier file no. {slip.number}</h1>
        <SlipFacts slip={slip} />
        <ol>
          <li>The unit: put this slip with the stick, and send both to headquarters.</li>
          <li>
            Headquarters: take the file in. The eight characters above are the beginning of its SHA-256 and
            stand in its name; where they differ, ring the unit.
          </li>
          <li>
            Headquarters: send the receipt file back, by any way. The unit takes it in, and only then is done.
          </li>
        </ol>
        <p>
          Only headquarters can open the file. If the stick is lost, the unit writes another one; nothing is
          counted twice.
        </p>
        <p className="slip-by-hand">
          Taken in at headquarters on ____________________ by ____________________
        </p>
      </article>
    </div>
  );
}
