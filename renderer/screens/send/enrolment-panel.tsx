import { useState } from 'react';
import { Form } from 'react-aria-components';
import { useMessages } from '../../app/messages.tsx';
import { useSession } from '../../app/session.tsx';
import { settleFocus } from '../../app/settle-focus.ts';
import { isSaidAlready, useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { TextField } from '../../components/text-field.tsx';

type WhyEnrol = 'first' | 'not-taken' | 'moved';

const whyWords: Readonly<Record<WhyEnrol, string>> = {
  first:
    'Batches can be sealed all the same; everything is kept here. To send them, headquarters must know this computer: it gives a code that works once.',
  'not-taken':
    'Headquarters no longer takes what this computer sends. Everything is kept here, and can be carried by hand meanwhile. To send again, ask headquarters for a new code.',
  moved:
    'If headquarters has moved, it gives a new code, which bears its new address. Everything is kept here, and can be carried by hand meanwhile. A code of another headquarters is not accepted.',
};

/**
 * The way to headquarters, while there is none or headquarters no longer knows this computer or lies elsewhere: a
 * supervisor pastes the code that headquarters gave.
 */
export function EnrolmentPanel({ why }: { readonly why: WhyEnrol }) {
  const { person } = useSession();
  const isAgain = why !== 'first';
  return (
    <section className="panel enrolment" aria-labelledby="enrolment" tabIndex={-1}>
      <h2 id="enrolment">{isAgain ? 'Enrol this computer again' : 'This computer is not enrolled yet'}</h2>
      <p>{whyWords[why]}</p>
      {person.role === 'supervisor' ? (
        <CodeForm isAgain={isAgain} />
      ) : (
        <p>Ask a supervisor to sign in and enrol this computer.</p>
      )}
    </section>
  );
}

function CodeForm({ isAgain }: { readonly isAgain: boolean }) {
  const { say } = useMessages();
  const enrol = useAct('sending', 'enrol');
  const [code, setCode] = useState('');
  const enrolNow = async (form: Element): Promise<void> => {
    // Awaited, and not left to a callback of `mutate`: this panel may be gone by then, and the callback with it.
    const { enrolled } = await enrol.mutateAsync({ code });
    settleFocus(form);
    say({ tone: 'good', text: `This computer is enrolled as ${enrolled?.unitName ?? 'a unit'}.` });
  };
  return (
    <Form
      className="form-row"
      onSubmit={(event) => {
        event.preventDefault();
        if (enrol.isPending) return;
        enrolNow(event.currentTarget).catch(isSaidAlready);
      }}
    >
      <TextField
        label="Code from headquarters"
        hint="An address, a #, and four groups of four, such as https://headquarters.example/#ABCD-EFGH-JKMN-PQRS"
        isRequired
        // What comes while somebody works here must not take the focus from them.
        autoFocus={!isAgain}
        autoComplete="off"
        spellCheck="false"
        maxLength={2000}
        value={code}
        onChange={setCode}
      />
      <Button type="submit" isPrimary>
        {enrol.isPending ? 'Asking headquarters…' : 'Enrol'}
      </Button>
    </Form>
  );
}
