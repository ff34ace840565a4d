import { EmptyState } from '../../components/empty-state.tsx';

/** What to do first. */
export function NothingArrived() {
  return (
    <EmptyState>
      <h2>Nothing has arrived yet</h2>
      <p>First a unit’s computer is enrolled; then what it seals and sends appears here by itself.</p>
      <ol>
        <li>
          <a href="#/computers">Make an enrolment code</a> for the unit. It works once, for one computer.
        </li>
        <li>Give the code to the unit: read it out, print it, or copy it into a letter.</li>
        <li>
          There, in Postbag, somebody opens <b>Send</b>, pastes the code, and sends what is sealed.
        </li>
      </ol>
      <p className="quiet">
        A unit without a network brings its replies on a memory stick: see <a href="#/courier">Courier</a>.
      </p>
    </EmptyState>
  );
}
