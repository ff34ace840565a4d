import { useEffect, useState } from 'react';
import { Form } from 'react-aria-components';
import type { LinkSecret } from '../../../contract/headquarters/staff.ts';
import { Button } from '../../components/button.tsx';
import { FrontPage } from '../../components/front-page.tsx';
import { NewPassphraseFields } from '../../components/new-passphrase-fields.tsx';
import { TextField } from '../../components/text-field.tsx';
import { goTo } from '../place.ts';
import { useAct } from '../use-ask.ts';

/** Where a one-time link leads: its owner chooses a passphrase, and the very first one a name. */
export function ChoosePassphrase({ secret }: { readonly secret: LinkSecret }) {
  const { mutate: lookAtLink, ...look } = useAct('lookAtLink', { saysRefusal: false });
  const choose = useAct('choosePassphrase', { saysRefusal: false });
  const [typedName, setName] = useState('');
  const [passphrase, setPassphrase] = useState('');
  useEffect(() => lookAtLink({ secret }), [lookAtLink, secret]);

  if (choose.data) {
    return (
      <FrontPage title="The passphrase is set">
        <p>
          From now on sign in as <b>{choose.data.name}</b>. The link has done its work and can be thrown away.
        </p>
        <div className="actions">
          <Button isPrimary autoFocus onPress={() => goTo('#/')}>
            To the sign-in
          </Button>
        </div>
      </FrontPage>
    );
  }
  if (look.error) {
    return (
      <FrontPage title="This link does not work">
        <p role="alert">{look.error.message}</p>
        <div className="actions">
          <Button autoFocus onPress={() => goTo('#/')}>
            To the sign-in
          </Button>
        </div>
      </FrontPage>
    );
  }
  if (!look.data) return null;
  const { name } = look.data;
  return (
    <FrontPage title={name === null ? 'The first account' : `Passphrase for ${name}`}>
      <p>
        With it you see what the units sent, and decide what needs a person. What you do is written down
        beside your name.
      </p>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          choose.mutate({ secret, passphrase, name: name === null ? typedName.trim() : null });
        }}
      >
        {name === null && (
          <TextField
            label="Your name"
            hint="You sign in by it, and it stands beside what you do."
            autoFocus
            isRequired
            maxLength={40}
            autoComplete="username"
            value={typedName}
            onChange={setName}
          />
        )}
        <NewPassphraseFields value={passphrase} onChange={setPassphrase} isFirst={name !== null} />
        <p className="refusal" role="alert">
          {choose.error?.message}
        </p>
        <div className="actions">
          <Button type="submit" isPrimary isPending={choose.isPending}>
            Keep this passphrase
          </Button>
        </div>
      </Form>
    </FrontPage>
  );
}
