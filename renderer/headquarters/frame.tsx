import { useRef } from 'react';
import { Button } from '../components/button.tsx';
import { GoToDialog } from '../components/go-to-dialog.tsx';
import { MessageLine } from '../components/messages.tsx';
import { useFocusOnArrival } from '../components/use-focus-on-arrival.ts';
import { goTo, places, usePlace } from './place.ts';
import { screens } from './screens.ts';
import { useAct, useAsk } from './use-ask.ts';

/** The frame round every screen: where one is, who one is, and the message line at its fixed place. */
export function Frame({ name }: { readonly name: string }) {
  const { screen } = usePlace();
  const main = useRef<HTMLElement>(null);
  const signOut = useAct('signOut');
  const { data: work } = useAsk('workCount', {});
  useFocusOnArrival(screen, main);
  const Screen = screens[screen] ?? screens['/']!;
  return (
    <div className="shell">
      <a
        className="skip-link"
        href="#main"
        onClick={(event) => {
          event.preventDefault();
          main.current?.focus();
        }}
      >
        To the content
      </a>
      <header className="shell-head">
        <nav aria-label="Screens">
          <ul>
            {places.map(({ to, label }) => (
              <li key={to}>
                <a href={`#${to}`} aria-current={to === screen ? 'page' : undefined}>
                  {label}
                  {to === '/work' && work !== undefined && work.open > 0 && (
                    <span className="open-work"> {work.open.toLocaleString('en-GB')}</span>
                  )}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div className="shell-person">
          <span className="quiet">Headquarters</span>
          <span>{name}</span>
          <Button onPress={() => signOut.mutate({})}>Sign out</Button>
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Screen />
      </main>
      <MessageLine />
      <GoToDialog places={places} onGo={(to) => goTo(`#${to}`)} />
    </div>
  );
}
