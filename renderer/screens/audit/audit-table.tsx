import type { AuditEntry } from '../../../contract/bridge/audit.ts';
import { showInstant } from '../../components/dates.ts';
import { detailWords, wordsOfAct } from './audit-words.ts';

interface Props {
  readonly entries: readonly AuditEntry[];
  /** Shows all that was done to one thing. */
  readonly onSubject: (subject: string) => void;
}

export function AuditTable({ entries, onSubject }: Props) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls when it is narrow
    <section className="panel audit-table" aria-label="Entries, the newest first" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col" className="figure">
              Number
            </th>
            <th scope="col">When</th>
            <th scope="col">Who</th>
            <th scope="col">What</th>
            <th scope="col">To what</th>
            <th scope="col">Details</th>
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.number}>
              <td className="figure">{entry.number}</td>
              <td className="audit-when">{showInstant(entry.atMs)}</td>
              <td>{entry.byName ?? <span className="quiet">the program</span>}</td>
              <td>{wordsOfAct(entry.act)}</td>
              <td>
                <button
                  type="button"
                  className="link-button"
                  aria-label={`All about ${entry.subjectName ?? entry.subject}`}
                  onClick={() => onSubject(entry.subject)}
                >
                  {entry.subjectName ?? <span className="audit-id">{entry.subject}</span>}
                </button>
              </td>
              <td className="audit-details">{detailWords(entry.details)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
