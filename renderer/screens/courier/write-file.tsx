import { useRef, useState } from 'react';
import { Form } from 'react-aria-components';
import type { CourierSlip, CourierWaiting } from '../../../contract/bridge/courier.ts';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { Choice } from '../../components/choice.tsx';
import { useMessages } from '../../components/messages.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { TextField } from '../../components/text-field.tsx';
import { carriedWords, placeWords, seriesWords } from './courier-words.ts';
import { CourierProgressLine } from './courier-progress-line.tsx';

/** Stands for a folder that is typed; no path is empty. */
const typed = '';

interface Props {
  readonly waiting: CourierWaiting;
  readonly onWritten: (slip: CourierSlip) => void;
}

/** What would be carried, where to, and the one button. */
export function WriteFile({ waiting, onWritten }: Props) {
  const { say, clear } = useMessages();
  const { data: places = [] } = useCall('courier', 'places', null);
  const write = useAct('courier', 'write');
  const cancel = useAct('courier', 'cancel');
  const { progress } = waiting;
  const [chosen, setChosen] = useState<string | null>(null);
  const [folder, setFolder] = useState('');
  const writeButton = useRef<HTMLButtonElement>(null);
  const isWriting = write.isPending || progress !== null;
  const hasNothing = waiting.events === 0;
  // Nobody has chosen: the first stick, or where the last file went, or the box to type in.
  const place = chosen ?? places[0]?.folder ?? typed;
  const target = place === typed ? folder.trim() : place;

  const writeNow = (): void => {
    if (isWriting || hasNothing || target === '') return;
    clear();
    write.mutate(
      { folder: target },
      {
        onSuccess: (slip) => {
          if (slip === null) {
            say({ tone: 'look', text: 'Stopped. No file was left there, and everything is kept here.' });
            return;
          }
          onWritten(slip);
          say({
            tone: 'good',
            text: `${slip.fileName} is written and was read back. Print its slip, and carry both to headquarters.`,
          });
        },
      },
    );
  };

  return (
    <section className="panel courier-write" aria-labelledby="to-carry">
      <h2 id="to-carry">To carry</h2>
      <p className="courier-sum">
        {hasNothing ? (
          'Nothing: every sealed reply has its receipt.'
        ) : (
          <>
            <b>{carriedWords(waiting)}</b> without a receipt: nos. {seriesWords(waiting.series)}, about{' '}
            {showBytes(waiting.bytes)}
          </>
        )}
      </p>
      <p className="hint">
        For when there is no network, or headquarters does not take what this computer sends. Only
        headquarters can open the file. All of it stays here too, until the receipts come back: a lost stick
        costs nothing, and what arrives twice is counted once.
      </p>
      <Form
        className="form"
        onSubmit={(event) => {
          event.preventDefault();
          writeNow();
        }}
      >
        {places.length > 0 && (
          <Choice
            label="Where to"
            orientation="vertical"
            options={[
              ...places.map((option) => ({ value: option.folder, label: placeWords(option) })),
              { value: typed, label: 'Another folder' },
            ]}
            value={place}
            onChange={setChosen}
          />
        )}
        {place === typed && (
          <TextField
            label={places.length > 0 ? 'The folder' : 'Folder of the stick'}
            hint={
              places.length > 0
                ? 'Its whole path, as the file manager shows it.'
                : 'Its whole path, as the file manager shows it. No stick was found by itself.'
            }
            isRequired
            autoComplete="off"
            spellCheck="false"
            maxLength={1000}
            value={folder}
            onChange={setFolder}
          />
        )}
        <div className="actions">
          {/* Not disabled while it writes: the focus stays on it, and pressing it again does nothing. */}
          <Button type="submit" isPrimary ref={writeButton} isDisabled={hasNothing && !isWriting}>
            {isWriting ? 'Writing…' : 'Write the file'}
          </Button>
          <Button
            isDisabled={!isWriting}
            onPress={() => {
              writeButton.current?.focus();
              cancel.mutate(null);
            }}
          >
            Cancel
          </Button>
          <div className="work-line">
            {isWriting ? (
              <CourierProgressLine progress={progress} />
            ) : (
              <p className="quiet">The file is read back from the stick before it counts as written.</p>
            )}
          </div>
        </div>
      </Form>
    </section>
  );
}
