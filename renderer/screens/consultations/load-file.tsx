import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { PostbagError, type ErrorDetails } from '../../../contract/errors.ts';
import { useMessages } from '../../app/messages.tsx';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';

interface Refused {
  readonly file: string;
  readonly words: string;
  readonly mistakes: ErrorDetails<'PACK_MISTAKES'>['mistakes'];
}

/** Takes in a pack from a file. A file with mistakes is refused whole, and each mistake is listed by its place. */
export function LoadFile() {
  const { say } = useMessages();
  const load = useAct('consultations', 'load', { saysRefusal: false });
  const [refused, setRefused] = useState<Refused | null>(null);
  const take = async (file: File): Promise<void> => {
    setRefused(null);
    const text = await file.text();
    load.mutate(
      { text },
      {
        onSuccess: ({ isNewVersion }) =>
          say({
            tone: 'good',
            text: isNewVersion
              ? `${file.name} is loaded as a new version. Replies keyed before stay with theirs.`
              : `${file.name} is loaded.`,
          }),
        onError: (error) =>
          setRefused({
            file: file.name,
            words: wordsOf(error),
            mistakes: isAboutMistakes(error) ? error.details.mistakes : [],
          }),
      },
    );
  };
  return (
    <section className="panel form" aria-labelledby="load-file">
      <h2 id="load-file">From a file</h2>
      <p className="quiet">A pack is a JSON file of the format postbag-pack/1.</p>
      <div className="actions">
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file !== undefined) void take(file);
          }}
        >
          <Button isPending={load.isPending}>Choose a file</Button>
        </FileTrigger>
      </div>
      <div role="alert">
        {refused !== null && (
          <>
            <p className="refusal">
              {refused.file}: {refused.words}
            </p>
            {refused.mistakes.length > 0 && <Mistakes mistakes={refused.mistakes} />}
          </>
        )}
      </div>
    </section>
  );
}

function isAboutMistakes(error: unknown): error is PostbagError<'PACK_MISTAKES'> {
  return error instanceof PostbagError && error.code === 'PACK_MISTAKES';
}

function Mistakes({ mistakes }: { readonly mistakes: Refused['mistakes'] }) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a long list has to be scrolled by keyboard
    <section className="mistakes" aria-label="Mistakes in the file" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">Place in the file</th>
            <th scope="col">What is wrong</th>
          </tr>
        </thead>
        <tbody>
          {mistakes.map(({ path, message }) => (
            <tr key={`${path} ${message}`}>
              <td>{path === '' ? 'The whole file' : <code className="path">{path}</code>}</td>
              <td>{message}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
