import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { countOf } from '../../components/desk-words.ts';
import { useMessages } from '../../components/messages.tsx';
import { SelectBox } from '../../components/select-box.tsx';
import { useAct, useAsk } from '../use-ask.ts';

/** The way back: a file with receipts for everything that is here of one computer. */
export function ReceiptsPanel() {
  const { data: computers } = useAsk('computers', {});
  const write = useAct('writeReceipts');
  const { say } = useMessages();
  const [deviceId, setDeviceId] = useState<string | null>(null);
  const chosen = (computers ?? []).find((computer) => computer.deviceId === deviceId) ?? null;
  return (
    <section className="panel form" aria-labelledby="receipts">
      <h2 id="receipts">Write a receipt file</h2>
      <p className="quiet">
        For a unit without a network: only with it does the unit know that its replies are here. It holds
        nothing of what citizens wrote.
      </p>
      {computers?.length === 0 ? (
        <p>No computer is enrolled yet, so there is nothing to receipt.</p>
      ) : (
        <Form
          className="form-row"
          onSubmit={(event) => {
            event.preventDefault();
            if (chosen === null) return;
            write.mutate(
              { deviceId: chosen.deviceId },
              {
                onSuccess: ({ fileName, text, events }) => {
                  saveAs(fileName, text);
                  say({
                    tone: 'good',
                    text: `${fileName} ${
                      events === 0
                        ? 'says that nothing of this computer is here'
                        : `holds receipts for ${countOf(events, 'event', 'events')}`
                    }. Bring or send it to the unit.`,
                  });
                },
              },
            );
          }}
        >
          <SelectBox
            label="Computer"
            anyLabel="Choose a computer"
            options={(computers ?? []).map((computer) => ({
              value: computer.deviceId as string,
              label: `${computer.unitName}: ${computer.label}`,
            }))}
            value={chosen?.deviceId ?? null}
            onChange={setDeviceId}
          />
          <div className="actions">
            <Button type="submit" isDisabled={chosen === null} isPending={write.isPending}>
              Write the file
            </Button>
          </div>
        </Form>
      )}
    </section>
  );
}

/** Gives the browser a file to keep. */
function saveAs(fileName: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  URL.revokeObjectURL(address);
}
