import { useState } from 'react';
import { FileTrigger } from 'react-aria-components';
import { largestReceiptFileBytes } from '../../../contract/sync/courier.ts';
import { useAct, wordsOf } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';
import { showBytes } from '../../components/show-bytes.ts';
import { receiptWords } from './courier-words.ts';

interface Result {
  readonly file: string;
  readonly words: string;
  readonly isRefusal: boolean;
}

/** The way back: headquarters' receipt file, taken in as a whole or not at all. */
export function ReceiptFile() {
  const take = useAct('courier', 'takeReceipts', { saysRefusal: false });
  const [result, setResult] = useState<Result | null>(null);
  const takeIn = async (file: File): Promise<void> => {
    if (file.size > largestReceiptFileBytes) {
      setResult({
        file: file.name,
        words: `This is too large for a receipt file (${showBytes(file.size)}). Nothing was changed. Choose the file that came back from headquarters; its name ends in .json.`,
        isRefusal: true,
      });
      return;
    }
    const text = await file.text();
    take.mutate(
      { text },
      {
        onSuccess: (taken) => setResult({ file: file.name, words: receiptWords(taken), isRefusal: false }),
        onError: (error) => setResult({ file: file.name, words: wordsOf(error), isRefusal: true }),
      },
    );
  };
  return (
    <section className="panel form" aria-labelledby="receipt-file">
      <h2 id="receipt-file">Receipts that came back</h2>
      <p className="quiet">
        Headquarters answers a courier file with a receipt file, by stick or by e-mail. Replies count as at
        headquarters only when it is taken in here.
      </p>
      <div className="actions">
        <FileTrigger
          acceptedFileTypes={['.json', 'application/json']}
          onSelect={(files) => {
            const [file] = files ?? [];
            if (file !== undefined) void takeIn(file);
          }}
        >
          <Button isPending={take.isPending}>Take in a receipt file</Button>
        </FileTrigger>
      </div>
      <div className="receipt-result" aria-live="polite">
        {result !== null && (
          <p className={result.isRefusal ? 'refusal' : 'good'}>
            <span aria-hidden="true">{result.isRefusal ? '✕ ' : '✓ '}</span>
            <span className="path">{result.file}</span>: {result.words}
          </p>
        )}
      </div>
    </section>
  );
}
