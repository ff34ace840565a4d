import type { DifferenceToDecide } from '../../../contract/records/checking.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { showMoment } from '../../components/dates.ts';
import { choiceWords, faultWords } from './decision-words.ts';
import { MarkOrNone } from './two-values.tsx';

interface Props {
  readonly contested: NonNullable<DifferenceToDecide['contested']>;
  readonly field: Field;
}

/** What a supervisor reads first: why a keyer disagrees, and the decision that stands so far. */
export function DecidedBefore({ contested: { decision, contest }, field }: Props) {
  return (
    <div className="decided-before">
      <p>
        <b className="look">! Contested</b> by {contest.byName}, {showMoment(contest.atMs)}:{' '}
        <q>{contest.reason}</q>
      </p>
      <p>
        Decided so far: {choiceWords[decision.choice]} (<MarkOrNone field={field} mark={decision.mark} />
        ), charged to {faultWords[decision.fault]}.{' '}
        <span className="quiet">
          {decision.byName}, {showMoment(decision.atMs)}
        </span>
      </p>
    </div>
  );
}
