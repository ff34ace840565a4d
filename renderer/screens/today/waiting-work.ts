import type { ConsultationSummary } from '../../../contract/bridge/consultations.ts';
import type { ConsultationId } from '../../../contract/records/id.ts';

/** Something that waits for whoever is at the desk. */
export interface WaitingWork {
  readonly act: 'threat' | 'key' | 'again' | 'queries' | 'log' | 'seal' | 'held' | 'send';
  readonly consultationId: ConsultationId;
  readonly serialPrefix: string;
  readonly count: number;
}

const order = ['threat', 'key', 'again', 'queries', 'log', 'seal', 'held', 'send'] as const;

/**
 * All that waits, keying first: it is what most people at the desk are there for. Only a threat goes before it, for a
 * supervisor. Nothing stands in it at zero.
 * @param toKeyAgain how many replies this person may key again, by consultation
 */
export function waitingWorkOf(
  consultations: readonly ConsultationSummary[],
  toKeyAgain: ReadonlyMap<ConsultationId, number>,
  isSupervisor: boolean,
): readonly WaitingWork[] {
  return order.flatMap((act) =>
    consultations
      .map((consultation) => ({
        act,
        consultationId: consultation.id,
        serialPrefix: consultation.serialPrefix,
        count:
          act === 'again'
            ? (toKeyAgain.get(consultation.id) ?? 0)
            : countOfWork(act, consultation, isSupervisor ? consultation.threats : 0),
      }))
      .filter(({ count }) => count > 0),
  );
}

/** @param threats how many of the queries stand by themselves */
function countOfWork(
  act: Exclude<WaitingWork['act'], 'again'>,
  consultation: ConsultationSummary,
  threats: number,
): number {
  switch (act) {
    case 'threat':
      return threats;
    case 'key':
      return consultation.count.outstanding;
    case 'queries':
      return consultation.openQueries - threats;
    case 'log':
      return consultation.toLog;
    case 'seal':
      return consultation.batchesToSeal;
    case 'held':
      return consultation.batchesHeldUp;
    case 'send':
      return consultation.onlyHere;
    default:
      return assertNever(act);
  }
}

function assertNever(act: never): never {
  throw new Error(`no count for ${String(act)}`);
}
