import { courierProblems, isAllTakenIn } from './courier-report.ts';
import type { CarriedStretch, CourierReport } from './courier-report.ts';

// A report in words, the same at the command line and on headquarters' page: what came, what is missing, what to do.

/** The report as sentences, the most important first. */
export function courierWords(report: CourierReport): readonly string[] {
  return [
    ...(report.problem === null ? [] : [courierProblems[report.problem]]),
    ...(report.computer === null ? [] : [writtenBy(report)]),
    ...(report.stretches.length === 0 ? [] : [arrivedWords(report)]),
    ...report.stretches.filter((stretch) => stretch.refusal !== null).map(refusalWords),
    ...(isAllTakenIn(report) ? [] : ['The file was left as it is.']),
  ];
}

function writtenBy({ computer, writtenAt, offeredBefore }: CourierReport): string {
  const name =
    computer!.label === null ? computer!.deviceId : `“${computer!.label}” of ${computer!.unitName}`;
  const written = writtenAt === null ? '' : `, by its clock on ${writtenAt.slice(0, 10)}`;
  const again =
    offeredBefore === null ? '' : ` The same file was taken in on ${offeredBefore.slice(0, 10)} already.`;
  return `Written by the computer ${name}${written}.${again}`;
}

function arrivedWords({ newEvents, knownEvents, parkedEvents }: CourierReport): string {
  if (newEvents + parkedEvents === 0) {
    return knownEvents === 0
      ? 'Nothing was taken in.'
      : `Everything was here already: ${events(knownEvents)}. Nothing was changed.`;
  }
  const parts = [
    ...(newEvents > 0 ? [`${newEvents} new`] : []),
    ...(parkedEvents > 0
      ? [`${parkedEvents} new from a withdrawn computer, kept for a person to accept or reject`]
      : []),
    ...(knownEvents > 0 ? [`${knownEvents} here already`] : []),
  ];
  return `Taken in: ${parts.join(', ')}.`;
}

const events = (count: number): string => (count === 1 ? '1 event' : `${count} events`);
const places = (fromSeq: number, throughSeq: number): string =>
  fromSeq === throughSeq ? `number ${fromSeq}` : `numbers ${fromSeq} to ${throughSeq}`;

function refusalWords({ epoch, fromSeq, throughSeq, refusal, missing }: CarriedStretch): string {
  const what = `Series ${epoch}, ${places(fromSeq, throughSeq)}: not taken in (${refusal}).`;
  if (missing !== null) {
    return `${what} What comes before is missing: ${places(missing.fromSeq, missing.throughSeq)}. Ask the unit to write a new courier file; it carries everything that has no receipt.`;
  }
  if (refusal === 'FORK') {
    return `${what} Headquarters has something else in this place, so this store was restored or copied. Both are kept. Give the unit its receipt file; its computer then offers everything as a new series.`;
  }
  return `${what} It does not bear out what its computer signed. Ask the unit to write a new courier file, and keep this one.`;
}
