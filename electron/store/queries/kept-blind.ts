import type { PersonId, ReplyId } from '../../../contract/records/id.ts';
import type { Person } from '../../../contract/records/person.ts';
import { getRow, type ReadableDb } from '../db.ts';

/** Who looks at a list or a reply: what is kept blind hangs on it. */
export interface Onlooker {
  readonly personId: PersonId;
  readonly isSupervisor: boolean;
}

export const onlookerOf = ({ id, role }: Person): Onlooker => ({
  personId: id,
  isSupervisor: role === 'supervisor',
});

/** An onlooker as the values that the conditions below take. */
export const onlookerValues = ({ personId, isSupervisor }: Onlooker) => ({
  personId,
  isSupervisor: isSupervisor ? 1 : 0,
});

const handIn = (pass: 1 | 2): string => `EXISTS (SELECT 1 FROM hand_in_keying
    WHERE hand_in_keying.reply_id = reply.id AND hand_in_keying.person_id = @personId AND pass = ${pass})`;

// Something of it is keyed again; before the draw, the plan that stands says whether anything will be.
const DRAWN = `CASE WHEN EXISTS (SELECT 1 FROM rekeying WHERE rekeying.reply_id = reply.id)
    THEN EXISTS (SELECT 1 FROM rekeyed_field WHERE rekeyed_field.reply_id = reply.id)
    ELSE (SELECT plan ->> '$.always' <> '[]' OR plan ->> '$.drawnPerThousand' > 0 OR plan ->> '$.newKeyerBatches' > 0
      FROM rekey_plan WHERE rekey_plan.consultation_id = reply.consultation_id ORDER BY number DESC LIMIT 1) END`;

/**
 * What was keyed of a reply is kept from the onlooker: from whoever may key it again, until it is verified, and from
 * who keyed the sample of it, until it is sealed, because the batch may still go to full. A supervisor sees it, unless
 * he is the one who keys it again; and who keyed it first does.
 */
export const KEPT_BLIND = `(reply.stage = 'here' AND (@isSupervisor = 0 OR ${handIn(2)})
  AND CASE WHEN reply.is_verified = 1
    THEN ${handIn(2)} AND EXISTS (SELECT 1 FROM rekeying JOIN rekey_plan ON rekey_plan.number = rekeying.plan_number
      WHERE rekeying.reply_id = reply.id AND rekeying.is_in_full = 0 AND plan ->> '$.drawnPerThousand' > 0)
    ELSE ${DRAWN} AND NOT ${handIn(1)} END)`;

/** The onlooker could still be the one who keys it again: nobody has to the end, and he has no part in it so far. */
const MAY_KEY_AGAIN = `(reply.stage = 'here' AND reply.is_verified = 0 AND ${DRAWN}
  AND NOT ${handIn(1)} AND NOT ${handIn(2)}
  AND NOT EXISTS (SELECT 1 FROM first_values_seen
    WHERE first_values_seen.reply_id = reply.id AND first_values_seen.person_id = @personId)
  AND NOT EXISTS (SELECT 1 FROM keying
    WHERE keying.reply_id = reply.id AND keying.pass = 2 AND keying.finished_at_ms IS NOT NULL))`;

/** What of a reply is kept from an onlooker: `marks` everything that was keyed, `names` what lists would show of it. */
export function readKeptBlind(
  db: ReadableDb,
  replyId: ReplyId,
  onlooker: Onlooker,
): { readonly marks: boolean; readonly names: boolean } {
  const row = getRow<{ marks: number; names: number }>(
    db,
    `SELECT ${KEPT_BLIND} AS marks, ${KEPT_BLIND} OR ${MAY_KEY_AGAIN} AS names FROM reply WHERE reply.id = @replyId`,
    { replyId, ...onlookerValues(onlooker) },
  );
  return { marks: row?.marks === 1, names: row?.names === 1 };
}
