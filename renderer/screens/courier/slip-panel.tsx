import { useEffect, useRef } from 'react';
import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { Button } from '../../components/button.tsx';
import { SlipFacts } from './slip-facts.tsx';

/** The slip of the file that was just written; the focus comes to its button, which is what is done next. */
export function SlipPanel({ slip, onPrint }: { readonly slip: CourierSlip; readonly onPrint: () => void }) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => button.current?.focus(), []);
  return (
    <section className="panel courier-slip" aria-labelledby="slip">
      <h2 id="slip">The slip</h2>
      <SlipFacts slip={slip} />
      <div className="actions">
        <Button ref={button} onPress={onPrint}>
          Print the slip
        </Button>
      </div>
    </section>
  );
}
