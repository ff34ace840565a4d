import { useState } from 'react';
import { Form } from 'react-aria-components';
import type { Person } from '../../../contract/records/person.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';

interface Props {
  readonly person: Person;
  readonly canChange: boolean;
  readonly isMe: boolean;
}

export function PersonRow({ person, canChange, isMe }: Props) {
  const { say } = useMessages();
  const setRole = useAct('people', 'setRole');
  const setActive = useAct('people', 'setActive');
  const [asksPassphraseFor, setAsksPassphraseFor] = useState<'new' | 'return' | null>(null);
  const otherRole = person.role === 'keyer' ? 'supervisor' : 'keyer';
  const change = (role: Person['role']): void =>
    setRole.mutate(
      { personId: person.id, role },
      {
        onSuccess: () =>
          say({
            tone: 'good',
            text: `${person.fullName} is a ${role} now.`,
            undo: () => change(person.role),
          }),
      },
    );
  return (
    <tr>
      <td>
        {person.fullName} <span className="quiet">{person.initials}</span>
      </td>
      <td>
        <code>{person.signInName}</code>
      </td>
      <td>{person.role}</td>
      <td>{person.isActive ? 'yes' : 'has left'}</td>
      {canChange && (
        <td>
          <div className="actions">
            {person.isActive ? (
              <>
                <Button
                  onPress={() => change(otherRole)}
                  aria-label={`Make ${otherRole}: ${person.fullName}`}
                >
                  Make {otherRole}
                </Button>
                {!isMe && (
                  <>
                    <Button
                      onPress={() => setAsksPassphraseFor('new')}
                      aria-label={`New passphrase for ${person.fullName}`}
                    >
                      New passphrase
                    </Button>
                    <Button
                      onPress={() =>
                        setActive.mutate(
                          { personId: person.id, isActive: false },
                          {
                            onSuccess: () =>
                              say({
                                tone: 'good',
                                text: `${person.fullName} can’t sign in any more. The name stays on what was keyed.`,
                              }),
                          },
                        )
                      }
                      aria-label={`Has left: ${person.fullName}`}
                    >
                      Has left
                    </Button>
                  </>
                )}
              </>
            ) : (
              <Button
                onPress={() => setAsksPassphraseFor('return')}
                aria-label={`Is back: ${person.fullName}`}
              >
                Is back
              </Button>
            )}
            {asksPassphraseFor !== null && (
              <PassphraseDialog
                person={person}
                isReturn={asksPassphraseFor === 'return'}
                onClose={() => setAsksPassphraseFor(null)}
              />
            )}
          </div>
        </td>
      )}
    </tr>
  );
}

function PassphraseDialog({
  person,
  isReturn,
  onClose,
}: {
  readonly person: Person;
  readonly isReturn: boolean;
  readonly onClose: () => void;
}) {
  const { say } = useMessages();
  const setPassphrase = useAct('people', 'setPassphrase');
  const setActive = useAct('people', 'setActive');
  const [passphrase, setTyped] = useState('');
  const done = (): void => {
    onClose();
    say({ tone: 'good', text: `${person.fullName} signs in with the new passphrase from now on.` });
  };
  return (
    <Dialog
      title={`A new passphrase for ${person.fullName}`}
      isOpen
      onOpenChange={(isOpen) => !isOpen && onClose()}
    >
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          const personId = person.id;
          if (isReturn) setActive.mutate({ personId, isActive: true, passphrase }, { onSuccess: done });
          else setPassphrase.mutate({ personId, passphrase }, { onSuccess: done });
        }}
      >
        <NewPassphraseFields value={passphrase} onChange={setTyped} />
        <div className="actions">
          <Button type="submit" isPrimary isPending={setPassphrase.isPending || setActive.isPending}>
            Set the passphrase
          </Button>
          <Button onPress={onClose}>Leave it as it is</Button>
        </div>
      </Form>
    </Dialog>
  );
}
