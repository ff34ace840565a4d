import { Link } from '@tanstack/react-router';
import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import { useCall } from '../../app/use-call.ts';
import { LinkedAddingUp } from '../replies/reply-list-link.tsx';
import { PackFacts } from './pack-facts.tsx';
import { PackForm } from './pack-form.tsx';

/** One consultation as one column: its facts, and the form as it is printed. */
export function PackColumn({ consultation }: { readonly consultation: ConsultationSummary }) {
  const { id, packHash, serialPrefix, count } = consultation;
  const { data: pack } = useCall('consultations', 'pack', { packHash });
  const heading = `pack-${id}`;
  if (pack === undefined) return <section className="panel" aria-busy="true" aria-label={serialPrefix} />;
  const hasPlaceholders = pack.sections.some(({ items }) => items.some((item) => item.isPlaceholder));
  return (
    <article className="panel pack-column" aria-labelledby={heading}>
      <h2 id={heading}>{pack.title}</h2>
      {pack.notice !== undefined && (
        <p className="pack-notice">
          <b>{hasPlaceholders ? '! The questions are placeholders.' : '! Note.'}</b> {pack.notice}
        </p>
      )}
      <p>
        <LinkedAddingUp count={count} of={{ consultationId: id }} />
      </p>
      <p>
        <Link to="/consultations/$consultationId/plan" params={{ consultationId: id }}>
          Plan of second keying
        </Link>
      </p>
      <PackFacts pack={pack} packHash={packHash} />
      <PackForm pack={pack} />
    </article>
  );
}
