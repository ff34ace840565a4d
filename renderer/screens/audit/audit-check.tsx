import { useRef, useState } from 'react';
import type { AuditFilter, AuditVerdict } from '../../../contract/bridge/audit.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { bridge } from '../../bridge.ts';
import { Button } from '../../components/button.tsx';
import { today } from '../../components/dates.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { auditAsCsv } from './audit-as-csv.ts';
import { auditAsNdjson } from './audit-as-ndjson.ts';
import { exportAudit, type AuditForm } from './export-audit.ts';

/** Checks the whole audit, and writes what is chosen beneath into a file. */
export function AuditCheck({ filter }: { readonly filter: AuditFilter }) {
  const verify = useAct('audit', 'verify');
  const { say } = useMessages();
  const [written, setWritten] = useState<number | null>(null);
  const exporting = useRef<AbortController | null>(null);

  const write = async (form: AuditForm): Promise<void> => {
    if (exporting.current !== null) return;
    const abort = new AbortController();
    exporting.current = abort;
    setWritten(0);
    try {
      const verdict = await bridge.audit.verify(null);
      const parts = await exportAudit(bridge.audit.list, {
        form,
        filter,
        verdict,
        nowMs: Date.now(),
        tell: setWritten,
        signal: abort.signal,
      });
      if (parts === null) say({ tone: 'look', text: 'Cancelled. No file was written.' });
      else {
        download(new Blob(parts, { type: form.mediaType }), `audit ${today()}.${form.extension}`);
        say(
          verdict.brokenAt === null
            ? {
                tone: 'good',
                text: 'The file is among this computer’s downloads. The head stands at its beginning.',
              }
            : { tone: 'stop', text: `The file is written. ${verdictWords(verdict)}` },
        );
      }
    } catch (error) {
      say({ tone: 'stop', text: wordsOf(error) });
    } finally {
      exporting.current = null;
      setWritten(null);
    }
  };

  return (
    <section className="panel audit-check" aria-labelledby="whole-audit">
      <h2 id="whole-audit">The whole audit</h2>
      <p>
        Each entry’s hash covers all before it. Note the head down now and then, on paper: as long as it is
        found again, nothing before it was altered or taken away.
      </p>
      <div className="actions">
        <Button isPrimary autoFocus isPending={verify.isPending} onPress={() => verify.mutate(null)}>
          Check the whole audit
        </Button>
        <Button onPress={() => void write(auditAsNdjson)}>Write what is chosen as NDJSON</Button>
        <Button onPress={() => void write(auditAsCsv)}>Write what is chosen as CSV</Button>
        <Button isDisabled={written === null} onPress={() => exporting.current?.abort()}>
          Cancel
        </Button>
      </div>
      <p className="hint">
        NDJSON is for keeping: from it the hashes can be checked anywhere. CSV opens in a spreadsheet.
      </p>
      <div className="work-line" aria-live="polite">
        {written !== null ? (
          <ProgressLine done={0} total={null}>
            {written.toLocaleString('en-GB')} entries read…
          </ProgressLine>
        ) : (
          <Verdict verdict={verify.data} />
        )}
      </div>
    </section>
  );
}

function Verdict({ verdict }: { readonly verdict: AuditVerdict | undefined }) {
  if (verdict === undefined) return <p className="quiet">Not checked since you came to this screen.</p>;
  const isWhole = verdict.brokenAt === null;
  return (
    <p className={isWhole ? 'good' : 'stop'}>
      <span aria-hidden="true">{isWhole ? '✓ ' : '✕ '}</span>
      {verdictWords(verdict)}
    </p>
  );
}

function verdictWords({ entries, brokenAt, head }: AuditVerdict): string {
  const count = entries.toLocaleString('en-GB');
  if (brokenAt !== null) {
    return `Broken at entry ${brokenAt}: it was altered, or is missing. The ${count} before it are whole. Keep the backups, and tell whoever answers for this store.`;
  }
  return head === null
    ? 'The audit is empty.'
    : `Whole: ${count} entries, each as it was written. Head ${head.slice(0, 8)}.`;
}

function download(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser has begun to read it by then.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
