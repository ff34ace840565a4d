import type { Restored } from '../backup/restore-backup.ts';
import type { SinceBackup } from '../backup/since-backup.ts';
import type { ListedDevice } from '../database/queries/device-list.ts';
import type { MadeDecision } from '../database/queries/last-standing.ts';

/** What whoever restored a backup has to know, and to do. */
export function restoredWords(file: string, { since, ...restored }: Restored): string {
  return [
    `Restored from ${file}, which was taken at ${restored.takenAt}.\n` +
      `Headquarters is the same as before, in a new life (${restored.serverEpoch}). Start it as usual: every computer offers ` +
      'again what came after the backup, by itself, at its next send.',
    ...(since === null ? unknownWords(restored) : sinceWords(since)),
    'Whoever was signed in to the page signs in again; one-time links from before don’t work any more.\n' +
      'Check it: npm run headquarters -- verify',
  ].join('\n\n');
}

function sinceWords({ withdrawn, enrolled, lacking, decisions }: SinceBackup): string[] {
  // A computer that was withdrawn may not send, and may be gone: nobody may have these replies any more.
  const lost = lacking.filter(({ device }) => device.revokedAt !== null);
  return [
    ...paragraph('Withdrawn since the backup, and withdrawn still:', withdrawn.map(deviceLine)),
    ...paragraph(
      'Enrolled since the backup, and enrolled still; withdraw what you don’t know:',
      enrolled.map(deviceLine),
    ),
    ...paragraph(
      'What these sent after the backup is not here, and they may not send it again, because they are withdrawn. It ' +
        'lies in the headquarters that was replaced: keep that. What is still on the computer can come by courier file.',
      lost.map(({ device, events }) => `${deviceLine(device)}: ${events} events`),
    ),
    ...paragraph(
      'Decided since the backup, and forgotten. Decide again when the replies are back:',
      decisions.map(decisionLines),
    ),
  ];
}

function unknownWords({ devices, endedCodes }: Pick<Restored, 'devices' | 'endedCodes'>): string[] {
  const mayTheySend = devices.filter((device) => device.revokedAt === null);
  return [
    'What was done here after the backup is not known. Decide again what was decided, and give a new code to each ' +
      `computer that was enrolled. ${endedCodes} enrolment codes that were out don’t work any more.`,
    ...paragraph(
      'These may send, as of the backup. Withdraw again each that was withdrawn since:',
      mayTheySend.map(deviceLine),
    ),
    'Whoever of the staff was removed since can sign in again: npm run headquarters -- staff list',
  ];
}

function paragraph(head: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [[head, ...lines.map((line) => `  ${line}`)].join('\n')];
}

function deviceLine({ deviceId, unitName, label, revocationReason }: ListedDevice): string {
  return `${deviceId}  ${unitName}, ${label}${revocationReason === null ? '' : ` (${revocationReason})`}`;
}

/** A line for people, and the command that decides the same again. */
function decisionLines({ eventId, digest, serialLabel, what, reason, by, at }: MadeDecision): string {
  const about = serialLabel ?? 'an event that could not be read';
  return (
    `${at.slice(0, 16).replace('T', ' ')} UTC, ${by}, ${about}:\n` +
    `    npm run headquarters -- decide ${eventId} ${what} --bytes ${digest.slice(0, 8)} --reason ${quoted(reason)}`
  );
}

/** As a shell takes it word by word, whatever stands in it. */
const quoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
