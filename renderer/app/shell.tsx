import { Link, Outlet, useNavigate, useRouterState } from '@tanstack/react-router';
import { useRef } from 'react';
import { Button } from '../components/button.tsx';
import { GoToDialog } from '../components/go-to-dialog.tsx';
import { useFocusOnArrival } from '../components/use-focus-on-arrival.ts';
import { MessageLine } from './messages.tsx';
import { placesFor } from './places.ts';
import { useSession } from './session.tsx';
import { useAct } from './use-call.ts';

/** The frame round every screen: where one is, who one is, and the message line at its fixed place. */
export function Shell() {
  const session = useSession();
  const lock = useAct('session', 'lock');
  const signOut = useAct('session', 'signOut');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const places = placesFor(session.person.role);
  const main = useRef<HTMLElement>(null);
  const navigate = useNavigate();
  const isKeying = path.startsWith('/keying/') || path.startsWith('/checking/');

  useFocusOnArrival(path, main);

  return (
    <div className="shell" data-keying={isKeying || undefined}>
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
            {places
              .filter(({ isInHead }) => isInHead !== false)
              .map(({ to, label }) => (
                <li key={to}>
                  <Link
                    to={to}
                    activeOptions={{ exact: to === '/' }}
                    activeProps={{ 'aria-current': 'page' }}
                  >
                    {label}
                  </Link>
                </li>
              ))}
          </ul>
        </nav>
        <div className="shell-person">
          {session.isSample ? (
            <strong className="sample-flag">Sample post: thrown away at the end</strong>
          ) : (
            <span className="quiet">{session.unitName}</span>
          )}
          <span>
            <abbr title={`${session.person.fullName}, ${session.person.role}`}>
              {session.person.initials}
            </abbr>
          </span>
          <Button onPress={() => lock.mutate(null)}>Lock</Button>
          <Button onPress={() => signOut.mutate(null)}>Sign out</Button>
        </div>
      </header>
      <main id="main" tabIndex={-1} ref={main}>
        <Outlet />
      </main>
      <MessageLine />
      {/* Not while keying, where F6 goes to a question. */}
      <GoToDialog places={places} isOff={isKeying} onGo={(to) => void navigate({ to })} />
    </div>
  );
}
