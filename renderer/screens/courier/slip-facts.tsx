import type { CourierSlip } from '../../../contract/bridge/courier.ts';
import { showMoment } from '../../components/dates.ts';
import { showBytes } from '../../components/show-bytes.ts';
import { carriedWords, seriesWords } from './courier-words.ts';
import '../../components/facts.css';

/** What two people on the telephone need to know that they speak of the same file. */
export function SlipFacts({ slip }: { readonly slip: CourierSlip }) {
  return (
    <dl className="facts">
      <dt>To compare</dt>
      <dd className="serial slip-digest">{slip.digestStart}</dd>
      <dt>File</dt>
      <dd className="path">
        {slip.fileName} <span className="quiet">in {slip.folder}</span>
      </dd>
      <dt>Carries</dt>
      <dd>
        {carriedWords(slip)}: nos. {seriesWords(slip.series)} ({showBytes(slip.sizeBytes)})
      </dd>
      <dt>From</dt>
      <dd>
        {slip.unitName}, by {slip.writtenBy}, {showMoment(slip.writtenAtMs)}
      </dd>
      <dt>To</dt>
      <dd>
        Headquarters, <span className="path">{slip.headquartersUrl}</span>
      </dd>
    </dl>
  );
}
