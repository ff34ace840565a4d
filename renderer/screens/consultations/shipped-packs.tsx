import { useMessages } from '../../app/messages.tsx';
import { useAct, useCall } from '../../app/use-call.ts';
import { Button } from '../../components/button.tsx';

/** The packs that came with the program, each loaded in one step. */
export function ShippedPacks({ isFirst }: { readonly isFirst: boolean }) {
  const { say } = useMessages();
  const { data: packs = [] } = useCall('consultations', 'shipped', null);
  const load = useAct('consultations', 'loadShipped');
  return (
    <section className="panel form" aria-labelledby="shipped">
      <h2 id="shipped">Came with Postbag</h2>
      <ul className="shipped-packs">
        {packs.map(({ file, title, department, isLoaded }, index) => (
          <li key={file}>
            <span>
              {title}
              <span className="hint"> {department}</span>
            </span>
            {isLoaded ? (
              <span className="good">✓ Loaded</span>
            ) : (
              <Button
                isPrimary={isFirst && index === 0}
                autoFocus={isFirst && index === 0}
                isPending={load.isPending && load.variables?.file === file}
                aria-label={`Load ${title}`}
                onPress={() =>
                  load.mutate({ file }, { onSuccess: () => say({ tone: 'good', text: `Loaded: ${title}.` }) })
                }
              >
                Load
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
