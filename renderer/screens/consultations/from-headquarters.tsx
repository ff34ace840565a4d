import { useState } from 'react';
import type { ReplyOf } from '../../../contract/bridge/call.ts';
import type { Calls } from '../../../contract/bridge/calls.ts';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { useMessages } from '../../components/messages.tsx';

type Fetched = ReplyOf<Calls['sending']['fetchConsultations']>;

/** Asks headquarters for its consultations. Sending does so by itself; this is for whoever doesn't want to wait. */
export function FromHeadquarters() {
  const { say } = useMessages();
  const fetch = useAct('sending', 'fetchConsultations');
  const [notTaken, setNotTaken] = useState<Fetched['notTaken']>([]);
  return (
    <section className="panel form" aria-labelledby="from-headquarters">
      <h2 id="from-headquarters">From headquarters</h2>
      <p className="quiet">
        New versions come by themselves when replies are sent. Replies keyed before stay with theirs.
      </p>
      <div className="actions">
        <Button
          isPending={fetch.isPending}
          onPress={() =>
            fetch.mutate(null, {
              onSuccess: (fetched) => {
                setNotTaken(fetched.notTaken);
                say({ tone: fetched.notTaken.length > 0 ? 'look' : 'good', text: fetchedWords(fetched) });
              },
            })
          }
        >
          Fetch from headquarters
        </Button>
      </div>
      {notTaken.length > 0 && (
        <ul>
          {notTaken.map(({ name, reason }) => (
            <li key={name} className="look">
              {name}: {reason}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function fetchedWords({ loaded, notTaken }: Fetched): string {
  const news =
    loaded.length === 0 ? 'Nothing is new here.' : `Loaded: ${loaded.map(({ title }) => title).join(', ')}.`;
  return notTaken.length === 0 ? news : `${news} What could not be taken in is listed beside the button.`;
}
