import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { once } from 'node:events';
import { request as httpRequest } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import type { SealedDocument } from '../../contract/records/reply-document.ts';
import { canonicalJson } from '../../contract/sync/canonical-json.ts';
import { chainPreimage, firstPreviousH } from '../../contract/sync/chain.ts';
import {
  consignmentEvents,
  consignmentText,
  manifestOf,
  manifestPreimage,
} from '../../contract/sync/consignment.ts';
import type { ConsignedEvent, Manifest } from '../../contract/sync/consignment.ts';
import {
  consignmentMediaType,
  consignmentsPath,
  contentDigest,
  enrolmentsPath,
  streamPath,
} from '../../contract/sync/endpoints.ts';
import { Enrolled, Enrolment, enrolmentPreimage, readEnrolmentCode } from '../../contract/sync/enrolment.ts';
import { EventEnvelope } from '../../contract/sync/event.ts';
import { PublicKey, Sha256, Signature } from '../../contract/sync/hash.ts';
import { receiptPreimage, SignedReceipt } from '../../contract/sync/receipt.ts';
import { StreamHead } from '../../contract/sync/stream-head.ts';

// A device reduced to what headquarters sees of one: it seals, chains, signs and sends, and does wrong on request.

/** An answer over the network: a value or a refusal. */
export interface Answer {
  readonly status: number;
  readonly body: { ok: boolean; value?: unknown; error?: { code: string; details: Record<string, unknown> } };
}

/** An event in a stream. */
export interface SealedEvent extends ConsignedEvent {
  readonly digest: Sha256;
  readonly h: Sha256;
}

/** How a consignment is to be sent, and how it is to be wrong. */
export interface Sending {
  readonly encoding?: 'gzip' | undefined;
  readonly token?: string | undefined;
  /** Changes the bytes after they were packed and before their digest is taken. */
  readonly damage?: ((bytes: Buffer) => Buffer) | undefined;
  readonly contentDigest?: string | undefined;
}

export const hashOf = (content: string | Uint8Array): Sha256 =>
  Sha256.parse(createHash('sha256').update(content).digest('hex'));

/** A pair of keys, and how to sign with it. */
export function aKeyPair(): { readonly publicKey: PublicKey; readonly sign: (text: string) => Signature } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: PublicKey.parse(publicKey.export({ format: 'jwk' }).x),
    sign: (text) => Signature.parse(sign(null, Buffer.from(text), privateKey).toString('base64url')),
  };
}

/** Whether a receipt is really signed by the holder of a key. */
export function isReceiptOf(signed: SignedReceipt, publicKey: PublicKey): boolean {
  const key = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: publicKey }, format: 'jwk' });
  const preimage = Buffer.from(receiptPreimage(signed.receipt));
  return verify(null, preimage, key, Buffer.from(signed.signature, 'base64url'));
}

/** Asks to be enrolled with the code that headquarters printed. */
export async function askToEnrol(code: string, keys = aKeyPair(), forged?: Signature): Promise<Answer> {
  const { address, secret } = readEnrolmentCode(code)!;
  const enrolment = Enrolment.parse({
    format: 'postbag-enrolment/1',
    secret,
    publicKey: keys.publicKey,
    deviceLabel: 'Invented computer',
  });
  const signature = forged ?? keys.sign(enrolmentPreimage(enrolment));
  return await answerTo(address + enrolmentsPath, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ enrolment, signature }),
  });
}

/** A computer that is enrolled and has a stream. */
export class SendingDevice {
  readonly enrolled: Enrolled;
  readonly address: string;
  readonly keys: ReturnType<typeof aKeyPair>;
  epoch = 1;
  readonly events: SealedEvent[] = [];

  constructor(address: string, enrolled: Enrolled, keys: ReturnType<typeof aKeyPair>) {
    this.address = address;
    this.enrolled = enrolled;
    this.keys = keys;
  }

  /** Puts documents at the end of the stream. */
  seal(...documents: readonly SealedDocument[]): void {
    for (const document of documents) {
      this.sealText(canonicalJson(document), {
        eventId: document.event.id,
        kind: document.event.kind,
        consultationId: document.consultation.id,
        replyId: document.replyId,
      });
    }
  }

  /** Puts any text at the end of the stream, as what its envelope says it is. */
  sealText(document: string, filed: Omit<EventEnvelope, 'seq'>): void {
    const digest = hashOf(document);
    const seq = this.events.length + 1;
    const previousH = this.events.at(-1)?.h ?? firstPreviousH;
    const { deviceId } = this.enrolled;
    const h = hashOf(chainPreimage({ deviceId, epoch: this.epoch, seq, previousH, digest }));
    this.events.push({ ...EventEnvelope.parse({ ...filed, seq }), digest, document, h });
  }

  /** Begins a new epoch in which nothing stands yet. */
  startNewEpoch(): void {
    this.epoch += 1;
    this.events.length = 0;
  }

  /** A stretch of the stream as a consignment; `changes` falsify the manifest before it is signed. */
  consignment(fromSeq: number, toSeq: number, changes: Partial<Manifest> = {}, signWith = this.keys): Buffer {
    const events = consignmentEvents(
      this.events.slice(fromSeq - 1, toSeq).map(({ h: _h, digest: _digest, ...consigned }) => consigned),
    );
    const manifest = {
      ...manifestOf({
        serverId: this.enrolled.serverId,
        serverEpoch: this.enrolled.serverEpoch,
        deviceId: this.enrolled.deviceId,
        epoch: this.epoch,
        fromSeq,
        toSeq,
        previousH: this.events[fromSeq - 2]?.h ?? firstPreviousH,
        throughH: this.events[toSeq - 1]!.h,
        bytes: Buffer.byteLength(events),
        eventsDigest: hashOf(events),
      }),
      ...changes,
    };
    return Buffer.from(consignmentText(manifest, signWith.sign(manifestPreimage(manifest)), events));
  }

  /** Begins to POST a consignment, and comes to a stop in the middle of it. Resolves when headquarters has heard of it. */
  async beginToSend(consignment: Buffer): Promise<{ readonly goOn: () => Promise<Answer> }> {
    const request = httpRequest(this.#consignmentsUrl(), {
      method: 'POST',
      headers: {
        ...this.#headersOf(consignment),
        'content-length': consignment.length,
        // Answered at the door: whoever hears it knows that the request has come.
        expect: '100-continue',
      },
    });
    const answered = once(request, 'response') as Promise<[IncomingMessage]>;
    const half = Math.floor(consignment.length / 2);
    request.flushHeaders();
    await once(request, 'continue');
    request.write(consignment.subarray(0, half));
    return {
      goOn: async () => {
        request.end(consignment.subarray(half));
        const [response] = await answered;
        return { status: response.statusCode!, body: (await json(response)) as Answer['body'] };
      },
    };
  }

  /** POSTs a consignment. */
  async send(consignment: Buffer, how: Sending = {}): Promise<Answer> {
    const packed = how.encoding === 'gzip' ? gzipSync(consignment) : consignment;
    const bytes = how.damage ? how.damage(packed) : packed;
    return await answerTo(this.#consignmentsUrl(), {
      method: 'POST',
      headers: {
        ...this.#headersOf(bytes),
        ...(how.token === undefined ? {} : { authorization: `Bearer ${how.token}` }),
        ...(how.contentDigest === undefined ? {} : { 'content-digest': how.contentDigest }),
        ...(how.encoding ? { 'content-encoding': how.encoding } : {}),
      },
      body: new Uint8Array(bytes),
    });
  }

  #consignmentsUrl(): string {
    return this.address + consignmentsPath(this.enrolled.deviceId, this.epoch);
  }

  /** What is said of a consignment that is POSTed as these bytes. */
  #headersOf(bytes: Buffer): Record<string, string> {
    return {
      authorization: `Bearer ${this.enrolled.token}`,
      'content-type': consignmentMediaType,
      'content-digest': contentDigest(createHash('sha256').update(bytes).digest('base64')),
    };
  }

  /** Sends everything and expects it to be received. */
  async sendAll(): Promise<SignedReceipt> {
    const answer = await this.send(this.consignment(1, this.events.length));
    return SignedReceipt.parse(answer.body.value);
  }

  /** Asks for the head of the stream. */
  async head(after?: number, since?: number): Promise<StreamHead> {
    const question = { after, since };
    const answer = await answerTo(this.address + streamPath(this.enrolled.deviceId, this.epoch, question), {
      headers: { authorization: `Bearer ${this.enrolled.token}` },
    });
    return StreamHead.parse(answer.body.value);
  }
}

/** Enrols with a code; what comes back can seal and send. */
export async function enrolDevice(code: string, keys = aKeyPair()): Promise<SendingDevice> {
  const answer = await askToEnrol(code, keys);
  return new SendingDevice(readEnrolmentCode(code)!.address, Enrolled.parse(answer.body.value), keys);
}

/** What headquarters answers to any request. */
export async function answerTo(url: string, request: RequestInit = {}): Promise<Answer> {
  const response = await fetch(url, request);
  return { status: response.status, body: (await response.json()) as Answer['body'] };
}
