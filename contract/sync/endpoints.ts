// Where things are asked of headquarters (S16), named once for both sides.

/** `POST`, a `SignedEnrolment` as JSON. */
export const enrolmentsPath = '/v1/enrolments';

/** `GET`: the packs that headquarters has; `ConsultationPacks` says more. */
export const consultationsPath = '/v1/consultations';

/** The two addresses of a stream as a server declares them. */
export const streamRoute = '/v1/streams/:deviceId/:epoch';
export const consignmentsRoute = `${streamRoute}/consignments`;

/** What may be asked of a stream beside its head. */
export interface StreamQuestion {
  /** A receipt of what follows that sequence number. */
  readonly after?: number | undefined;
  /** What was said otherwise since a receipt bore this number as its `asOf`. */
  readonly since?: number | undefined;
}

/** `GET`: the stream's head, and what is asked beside it. */
export function streamPath(deviceId: string, epoch: number, question: StreamQuestion = {}): string {
  const asked = Object.entries(question).flatMap(([what, number]) =>
    number === undefined ? [] : `${what}=${number}`,
  );
  return `/v1/streams/${deviceId}/${epoch}${asked.length === 0 ? '' : `?${asked.join('&')}`}`;
}

/** `POST`: a consignment, with `Content-Type`, `Content-Digest` and, where packed, `Content-Encoding`. */
export function consignmentsPath(deviceId: string, epoch: number): string {
  return `${streamPath(deviceId, epoch)}/consignments`;
}

export const consignmentMediaType = 'application/x-ndjson';

/**
 * The `Content-Digest` header (RFC 9530) of a body: over the bytes as sent, that is after packing.
 * `sha256Base64` is in ordinary base64 with padding.
 */
export function contentDigest(sha256Base64: string): string {
  return `sha-256=:${sha256Base64}:`;
}
