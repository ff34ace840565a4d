import { useEffect, useState, type ReactNode } from 'react';
import { catalogue } from '../../contract/errors.ts';
import { pipe } from '../bridge.ts';
import { Button } from '../components/button.tsx';
import { FrontPage } from '../components/front-page.tsx';
import type { PipeState } from './web-socket-pipe.ts';

/**
 * Shows the app while the program behind it is there. When the pipe is lost for a moment the screen stays as
 * it is, with a line that says so: what was typed must not vanish with a reconnect.
 */
export function PipeGate({ children }: { readonly children: ReactNode }) {
  const [state, setState] = useState<PipeState>('connected');
  useEffect(() => pipe.onState(setState), []);
  if (state === 'elsewhere') {
    return (
      <FrontPage title="Postbag is open in another window">
        <p>
          Only one window works at a time, so that nothing is keyed twice. All that this window showed as
          saved is kept. What was still being typed here is not: look at that field again when you go on.
        </p>
        <Button isPrimary autoFocus onPress={() => pipe.takeBack()}>
          Go on in this window
        </Button>
      </FrontPage>
    );
  }
  if (state === 'refused') {
    return (
      <FrontPage title="This address does not open Postbag">
        <p>
          Every start of Postbag prints a new address, for this computer only. Open the address that the last
          start printed, whole, with everything behind the #.
        </p>
      </FrontPage>
    );
  }
  return (
    <>
      {state === 'connecting' && (
        <p className="connection-line" role="alert">
          {catalogue.CONNECTION_LOST.message}
        </p>
      )}
      {children}
    </>
  );
}
