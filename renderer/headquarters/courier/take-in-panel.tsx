import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { isAllTakenIn } from '../../../contract/sync/courier-report.ts';
import { courierWords } from '../../../contract/sync/courier-words.ts';
import { Button } from '../../components/button.tsx';
import { ProgressLine } from '../../components/progress-line.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { uploadFile, type Upload } from './upload.ts';

interface Result {
  readonly name: string;
  readonly words: string;
  readonly isGood: boolean;
}

interface OnItsWay {
  readonly file: File;
  readonly sentBytes: number;
}

/** Takes in courier files one after the other, and says of each exactly what came of it. */
export function TakeInPanel() {
  const queries = useQueryClient();
  const [results, setResults] = useState<readonly Result[]>([]);
  const [onItsWay, setOnItsWay] = useState<OnItsWay | null>(null);
  const upload = useRef<Upload | null>(null);
  const isStopped = useRef(false);
  const choose = useRef<HTMLButtonElement>(null);

  // Whoever leaves the screen stops what is under way; what was taken in stays.
  useEffect(() => () => upload.current?.stop(), []);

  const takeInOne = async (file: File): Promise<void> => {
    setOnItsWay({ file, sentBytes: 0 });
    upload.current = uploadFile(file, (sentBytes) => setOnItsWay({ file, sentBytes }));
    const result = await upload.current.report.then(
      (report) =>
        report === null
          ? {
              words: 'Stopped. What had been taken in by then is kept. Take the same file in again.',
              isGood: false,
            }
          : { words: courierWords(report).join(' '), isGood: isAllTakenIn(report) },
      (error: unknown) => ({ words: error instanceof Error ? error.message : String(error), isGood: false }),
    );
    setResults((before) => [{ name: file.name, ...result }, ...before]);
    await queries.invalidateQueries();
  };

  const takeIn = async (files: readonly File[]): Promise<void> => {
    isStopped.current = false;
    for (const file of files) {
      if (isStopped.current) break;
      await takeInOne(file);
    }
    upload.current = null;
    setOnItsWay(null);
  };

  // The button had gone while there was work; it can have the focus again when it is in the page again.
  const isAtWork = onItsWay !== null;
  const wasAtWork = useRef(false);
  useEffect(() => {
    if (!isAtWork && wasAtWork.current) choose.current?.focus();
    wasAtWork.current = isAtWork;
  }, [isAtWork]);

  return (
    <section className="panel form" aria-labelledby="take-in">
      <h2 id="take-in">Take in courier files</h2>
      <p className="quiet">
        What a unit wrote on a memory stick; the name ends in .age. A file can be taken in twice without harm.
      </p>
      {onItsWay === null ? (
        <div className="actions">
          <FileTrigger
            allowsMultiple
            acceptedFileTypes={['.age', 'application/octet-stream']}
            onSelect={(files) => void takeIn([...(files ?? [])])}
          >
            <Button isPrimary ref={choose}>
              Choose courier files
            </Button>
          </FileTrigger>
        </div>
      ) : (
        <div className="form">
          <ProgressLine done={onItsWay.sentBytes} total={onItsWay.file.size}>
            {onItsWay.file.name}: {showBytes(onItsWay.sentBytes)} of {showBytes(onItsWay.file.size)},{' '}
            {onItsWay.sentBytes < onItsWay.file.size
              ? `${showBytes(onItsWay.file.size - onItsWay.sentBytes)} left`
              : 'being read'}
          </ProgressLine>
          <div className="actions">
            <Button
              autoFocus
              onPress={() => {
                isStopped.current = true;
                upload.current?.stop();
              }}
            >
              Cancel
            </Button>
          </div>
        </div>
      )}
      <ul className="courier-results" aria-live="polite">
        {results.map(({ name, words, isGood }, at) => (
          <li key={results.length - at} className={isGood ? 'good' : 'stop'}>
            <span aria-hidden="true">{isGood ? '✓ ' : '✕ '}</span>
            <span className="path">{name}</span>: {words}
          </li>
        ))}
      </ul>
    </section>
  );
}
