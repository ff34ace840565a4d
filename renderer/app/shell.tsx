import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { Button } from '../components/button.tsx';
import { GoToDialog } from './go-to-dialog.tsx';
import { MessageLine } from './messages.tsx';
import { places } from './places.ts';
import { useSession } from './session.tsx';
import { useAct } from './use-call.ts';

/** The frame round every screen: where one is, who one is, and the message line at its fixed place. */
export function Shell() {
  const session = useSession();
  const lock = useAct('session', 'lock');
  const signOut = useAct('session', 'signOut');
  const path = useRouterState({ select: (state) => state.location.pathname });
  const main = useRef<HTMLElement>(null);
  const isKeying = path.startsWith('/keying/');

  // After a change of screen the focus goes to its beginning, unless the screen has put it somewhere itself. The
  // dialog of F6 keeps the focus while it fades, and its going drops it: so that is waited for.
  useEffect(() => {
    let frame = 0;
    let isDialogOpen = false;
    const settle = (): void => {
      const wasDialogOpen = isDialogOpen;
      isDialogOpen = document.querySelector('[role="dialog"]') !== null;
      const focused = document.activeElement;
      if (isDialogOpen || wasDialogOpen) frame = requestAnimationFrame(settle);
      else if (focused === null || focused === document.body || !focused.isConnected) main.current?.focus();
    };
    frame = requestAnimationFrame(settle);
    return () => cancelAnimationFrame(frame);
  }, [path]);

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
            {places.map(({ to, label }) => (
              <li key={to}>
                <Link to={to} activeOptions={{ exact: to === '/' }} activeProps={{ 'aria-current': 'page' }}>
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
      <GoToDialog isOff={isKeying} />
    </div>
  );
}
