import { useRef } from 'react';
import type { BackupState } from '../../../contract/bridge/backups.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { ProgressLine } from '../../components/progress-line.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { brokenAuditWords, failureWords } from './failure-words.ts';

/** When the store was last backed up, the button for now, and how far it is; the line never changes its height. */
export function BackupPanel({ state }: { readonly state: BackupState }) {
  const { say, clear } = useMessages();
  const make = useAct('backups', 'make');
  const cancel = useAct('backups', 'cancel');
  const { progress } = state;
  const button = useRef<HTMLButtonElement>(null);
  const [newest] = state.lines;
  const broken = newest?.audit?.brokenAt ?? null;
  const isRunning = make.isPending || progress !== null;
  return (
    <section className="panel backup-panel" aria-labelledby="backed-up">
      <h2 id="backed-up">Backed up</h2>
      <p>{lastWords(state)}</p>
      {broken !== null && <Failure words={brokenAuditWords(broken)} />}
      {state.failure !== null && <Failure words={failureWords(state.failure)} />}
      {state.secondFailure !== null && <Failure words={failureWords(state.secondFailure)} />}
      <div className="actions">
        <Button
          ref={button}
          isPrimary
          autoFocus
          onPress={() => {
            if (isRunning) return;
            clear();
            make.mutate(null, {
              onSuccess: ({ lines: [made] }) => {
                const brokenAt = made?.audit?.brokenAt ?? null;
                say(
                  brokenAt === null
                    ? { tone: 'good', text: 'The backup was made and read back whole.' }
                    : { tone: 'stop', text: brokenAuditWords(brokenAt) },
                );
              },
            });
          }}
        >
          {isRunning ? 'Backing up…' : 'Back up now'}
        </Button>
        <Button
          isDisabled={!isRunning}
          onPress={() => {
            button.current?.focus();
            cancel.mutate(null);
          }}
        >
          Cancel
        </Button>
        <div className="work-line">
          {isRunning ? <Progress progress={progress} /> : <p className="quiet">Nothing is being copied.</p>}
        </div>
      </div>
    </section>
  );
}

function Failure({ words }: { readonly words: string }) {
  return (
    <p className="stop">
      <span aria-hidden="true">✕ </span>
      {words}
    </p>
  );
}

function Progress({ progress }: { readonly progress: BackupState['progress'] }) {
  if (progress === null || progress.totalBytes === 0) {
    return (
      <ProgressLine done={0} total={null}>
        Looking at what is to be copied…
      </ProgressLine>
    );
  }
  const { doneBytes, totalBytes } = progress;
  if (doneBytes === totalBytes) {
    return (
      <ProgressLine done={0} total={null}>
        {showBytes(totalBytes)} copied · reading it back…
      </ProgressLine>
    );
  }
  return (
    <ProgressLine done={doneBytes} total={totalBytes}>
      {showBytes(doneBytes)} of {showBytes(totalBytes)} · {showBytes(totalBytes - doneBytes)} left
    </ProgressLine>
  );
}

/** `one`: how a single hour is said here. */
function hours(count: number, one: string): string {
  return count === 1 ? one : `${count} hours`;
}

function lastWords({ lines, everyHours }: BackupState): string {
  const newest = lines.find(({ verifiedAtMs }) => verifiedAtMs !== null);
  const rule = `One is made by itself soon after signing in when the last is ${hours(everyHours, 'an hour')} old, every ${hours(Math.min(everyHours, 4), 'hour')} of work, and when somebody signs out or the program ends.`;
  return newest === undefined
    ? `There is no backup yet. ${rule}`
    : `The last backup was made on ${showMoment(newest.madeAtMs)} and read back whole. ${rule}`;
}
