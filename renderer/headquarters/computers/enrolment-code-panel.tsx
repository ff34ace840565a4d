import { useState } from 'react';
import { Form } from 'react-aria-components';
import { Button } from '../../components/button.tsx';
import { showMoment } from '../../components/dates.ts';
import { useMessages } from '../../components/messages.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useAct } from '../use-ask.ts';

/** Makes a one-time code for a unit's computer, and shows it this once. */
export function EnrolmentCodePanel() {
  const make = useAct('makeEnrolmentCode');
  const { say } = useMessages();
  const [unitName, setUnitName] = useState('');
  const copy = (code: string): void => {
    navigator.clipboard.writeText(code).then(
      () => say({ tone: 'good', text: 'The code is copied.' }),
      () =>
        say({ tone: 'look', text: 'The browser does not allow copying. Mark the code and press Ctrl+C.' }),
    );
  };
  return (
    <section className="panel form" aria-labelledby="enrol-heading">
      <h2 id="enrol-heading">Enrol a unit’s computer</h2>
      <Form
        className="form-row"
        onSubmit={(event) => {
          event.preventDefault();
          make.mutate({ unitName });
        }}
      >
        <TextField
          label="Name of the unit"
          isRequired
          maxLength={100}
          value={unitName}
          onChange={setUnitName}
        />
        <div className="actions">
          <Button type="submit" isPrimary isPending={make.isPending}>
            Make a code
          </Button>
        </div>
      </Form>
      {make.data && (
        <div className="form" aria-live="polite">
          <p>
            For one computer of <b>{make.data.unitName}</b>, once, until {showMoment(make.data.expiresAtMs)}.
            In Postbag there: <b>Send</b>, then paste or type this line.
          </p>
          <p className="one-time-code">{make.data.code}</p>
          <div className="actions">
            <Button onPress={() => copy(make.data.code)}>Copy</Button>
            <Button onPress={() => print()}>Print</Button>
            <Button onPress={() => make.reset()}>Put it away</Button>
          </div>
          <p className="hint">
            It is shown this once: headquarters keeps no copy. If it is lost, make another; this one runs out
            by itself.
          </p>
        </div>
      )}
    </section>
  );
}
