import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { RekeyPlan } from '../../../contract/records/rekey-plan.ts';
import type { Field } from '../../../contract/rules/fields.ts';
import { fieldName } from '../../../contract/rules/field-name.ts';
import { Button } from '../../components/button.tsx';
import { CheckBox } from '../../components/check-box.tsx';
import { Choice } from '../../components/choice.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { TextField } from '../../components/text-field.tsx';

interface Props {
  readonly plan: RekeyPlan;
  readonly fields: readonly Field[];
  /** The plan as it is typed: the picture beside follows it. */
  readonly onChange: (plan: RekeyPlan) => void;
  readonly isPending: boolean;
  readonly onMake: (reason: string) => void;
}

/** A supervisor changes the plan, with a reason. */
export function PlanForm({ plan, fields, onChange, isPending, onMake }: Props) {
  const [reason, setReason] = useState('');
  const { always } = plan;
  return (
    <Form
      className="form panel plan-form"
      onSubmit={(event) => {
        event.preventDefault();
        onMake(reason);
      }}
    >
      <h2>Change the plan</h2>
      <Choice
        label="Keyed again in every reply"
        options={[
          { value: 'closed', label: 'The closed fields' },
          { value: 'named', label: 'These fields' },
        ]}
        value={always === 'closed' ? 'closed' : 'named'}
        // Named one by one they begin as the closed ones: most plans are those and a few more, or fewer.
        onChange={(value) =>
          onChange({
            ...plan,
            always:
              value === 'closed' ? 'closed' : fields.flatMap(({ id, isClosed }) => (isClosed ? [id] : [])),
          })
        }
      />
      {always !== 'closed' && (
        <fieldset className="plan-fields">
          <legend className="visually-hidden">Fields keyed again in every reply</legend>
          {fields.map((field) => (
            <CheckBox
              key={field.id}
              isSelected={always.includes(field.id)}
              onChange={(isChosen) =>
                onChange({
                  ...plan,
                  always: isChosen ? [...always, field.id] : always.filter((id) => id !== field.id),
                })
              }
            >
              {fieldName(field)}
            </CheckBox>
          ))}
        </fieldset>
      )}
      <div className="form-row">
        <NumberField
          label="Drawn of the other fields, in 1,000"
          isRequired
          minValue={0}
          maxValue={1000}
          value={plan.drawnPerThousand}
          onChange={(drawnPerThousand) => onChange({ ...plan, drawnPerThousand })}
        />
        <NumberField
          label="Wrong ones that a batch may have"
          isRequired
          minValue={0}
          maxValue={1000}
          value={plan.mostWrong}
          onChange={(mostWrong) => onChange({ ...plan, mostWrong })}
        />
        <NumberField
          label="First batches of a new keyer, in full"
          isRequired
          minValue={0}
          maxValue={100}
          value={plan.newKeyerBatches}
          onChange={(newKeyerBatches) => onChange({ ...plan, newKeyerBatches })}
        />
        <TextField
          label="Seed of the draw"
          isRequired
          maxLength={40}
          value={plan.seed}
          onChange={(seed) => onChange({ ...plan, seed })}
        />
      </div>
      <TextField label="Reason" isRequired maxLength={500} value={reason} onChange={setReason} />
      <p className="hint">
        It holds for what is finished from now on. What was drawn before stays drawn, under the plan of its
        day.
      </p>
      <div className="actions">
        <Button type="submit" isPrimary isPending={isPending}>
          Make this the plan
        </Button>
      </div>
    </Form>
  );
}
