import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Batch } from '../../../contract/records/batch.ts';
import type { PersonId } from '../../../contract/records/id.ts';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { handedWords } from './handed-words.ts';

/** A supervisor gives everything half-keyed of a batch to one person, in one step. */
export function HandOver({ batch }: { readonly batch: Batch }) {
  const { person } = useSession();
  const [isOpen, setOpen] = useState(false);
  if (person.role !== 'supervisor' || batch.state !== 'open') return null;
  return (
    <>
      <Button onPress={() => setOpen(true)}>Hand over…</Button>
      <Dialog title="Hand over what is half-keyed" isOpen={isOpen} onOpenChange={setOpen}>
        <HandOverForm batch={batch} onClose={() => setOpen(false)} />
      </Dialog>
    </>
  );
}

function HandOverForm({ batch, onClose }: { readonly batch: Batch; readonly onClose: () => void }) {
  const { say } = useMessages();
  const { data: people = [] } = useCall('people', 'list', null);
  const handOver = useAct('postroom', 'handOver');
  const [toPersonId, setTo] = useState<PersonId | null>(null);
  const to = people.find(({ id }) => id === toPersonId);
  return (
    <Form
      className="form"
      onSubmit={(event) => {
        event.preventDefault();
        if (to === undefined) return;
        handOver.mutate(
          { batchId: batch.id, toPersonId: to.id },
          {
            onSuccess: (done) => {
              onClose();
              say(handedWords(done, to.fullName));
            },
            onError: onClose,
          },
        );
      }}
    >
      <p>
        What is begun in this batch and not finished goes on where it was left. What was keyed is kept, and so
        is who keyed it.
      </p>
      <SelectBox
        label="To"
        anyLabel="Choose a person"
        options={people
          .filter(({ isActive }) => isActive)
          .map(({ id, fullName }) => ({ value: id, label: fullName }))}
        value={toPersonId}
        onChange={setTo}
      />
      <div className="actions">
        <Button type="submit" isPrimary isDisabled={to === undefined} isPending={handOver.isPending}>
          Hand over
        </Button>
        <Button onPress={onClose}>Leave it as it is</Button>
      </div>
    </Form>
  );
}
