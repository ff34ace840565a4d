import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { closeSync, existsSync, openSync, readFileSync, rmSync } from 'node:fs';
import { basename } from 'node:path';
import { argon2id } from 'hash-wasm';
import { z } from 'zod';
import { PostbagError } from '../../contract/errors.ts';
import { PersonId } from '../../contract/records/id.ts';
import { DeviceId } from '../../contract/sync/ids.ts';
import type { StoreKey } from './open-database.ts';
import { writeFileSafely } from './write-file-safely.ts';

// The 32 random bytes that open the store, kept only wrapped: once per person, under a key that Argon2id makes
// of the passphrase. Argon2id comes as WebAssembly because Electron's BoringSSL has none; AES-256-GCM is in
// both Node's OpenSSL and BoringSSL. Losing this file is losing the store, so it is written rarely and safely.

const hex = (bytes: number): z.ZodString => z.string().regex(new RegExp(`^[0-9a-f]{${bytes * 2}}$`));

const PersonWrap = z.strictObject({
  kind: z.literal('person'),
  personId: PersonId,
  signInName: z.string(),
  kdf: z.strictObject({
    name: z.literal('argon2id'),
    memoryKiB: z.int().min(8).max(4_194_304),
    passes: z.int().min(1).max(100),
    lanes: z.int().min(1).max(16),
    salt: hex(16),
  }),
  nonce: hex(12),
  /** The wrapped key and its tag. */
  sealed: hex(48),
});
type PersonWrap = z.infer<typeof PersonWrap>;

/** Headquarters' way in, when nobody of the unit is left: the key, age-encrypted to headquarters. */
const RecoveryWrap = z.strictObject({
  kind: z.literal('recovery'),
  recipient: z.string(),
  /** As whom headquarters knows this computer: by it, it knows whose store it opens. */
  deviceId: DeviceId,
  /** An age file in base64, with a RecoveryWrapContent in it. */
  sealed: z.string(),
});
export type RecoveryWrap = z.infer<typeof RecoveryWrap>;

export const Keyring = z.strictObject({
  format: z.literal('postbag-keyring/1'),
  storeId: z.uuid(),
  wraps: z.array(z.discriminatedUnion('kind', [PersonWrap, RecoveryWrap])),
});
export type Keyring = z.infer<typeof Keyring>;

/** What it costs to try a passphrase against a wrap. */
export interface WrapCost {
  readonly memoryKiB: number;
  readonly passes: number;
  readonly lanes: number;
}

/** 64 MiB and 3 passes, about a third of a second, once a sign-in. */
export const usualWrapCost: WrapCost = { memoryKiB: 65_536, passes: 3, lanes: 1 };

/** For a passphrase that is no secret: that of sample post's invented people stands on the screen. */
export const leastWrapCost: WrapCost = { memoryKiB: 8, passes: 1, lanes: 1 };

async function wrappingKey(passphrase: string, kdf: PersonWrap['kdf']): Promise<Buffer> {
  const key = await argon2id({
    // The same passphrase typed on another keyboard must give the same bytes.
    password: passphrase.normalize('NFC'),
    salt: Buffer.from(kdf.salt, 'hex'),
    memorySize: kdf.memoryKiB,
    iterations: kdf.passes,
    parallelism: kdf.lanes,
    hashLength: 32,
    outputType: 'binary',
  });
  return Buffer.from(key);
}

/** Binds a wrap to its store and its person: a wrap copied from elsewhere doesn't open anything. */
const boundTo = (storeId: string, personId: string): Buffer =>
  Buffer.from(`postbag-wrap/1 ${storeId} ${personId}`);

/** A keyring with this person's wrap added, or put in the place of the one there was. */
export async function withPersonWrap(
  keyring: Keyring,
  key: StoreKey,
  person: { readonly id: PersonId; readonly signInName: string },
  passphrase: string,
  cost: WrapCost,
): Promise<Keyring> {
  const kdf = { name: 'argon2id' as const, ...cost, salt: randomBytes(16).toString('hex') };
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', await wrappingKey(passphrase, kdf), nonce);
  cipher.setAAD(boundTo(keyring.storeId, person.id));
  const sealed = Buffer.concat([cipher.update(key), cipher.final(), cipher.getAuthTag()]);
  const wrap: PersonWrap = {
    kind: 'person',
    personId: person.id,
    signInName: person.signInName,
    kdf,
    nonce: nonce.toString('hex'),
    sealed: sealed.toString('hex'),
  };
  return {
    ...withoutPersonWrap(keyring, person.id),
    wraps: [...withoutPersonWrap(keyring, person.id).wraps, wrap],
  };
}

export function withoutPersonWrap(keyring: Keyring, personId: PersonId): Keyring {
  return {
    ...keyring,
    wraps: keyring.wraps.filter((wrap) => wrap.kind !== 'person' || wrap.personId !== personId),
  };
}

/** A keyring with headquarters' wrap, in the place of an earlier one. */
export function withRecoveryWrap(keyring: Keyring, wrap: RecoveryWrap): Keyring {
  return { ...keyring, wraps: [...keyring.wraps.filter(({ kind }) => kind !== 'recovery'), wrap] };
}

/** Headquarters' wrap, or null before the unit was enrolled. */
export function recoveryWrapOf(keyring: Keyring): RecoveryWrap | null {
  return keyring.wraps.find((wrap) => wrap.kind === 'recovery') ?? null;
}

/** The store's key, or null where the name is unknown or the passphrase is not this person's. */
export async function unwrap(
  keyring: Keyring,
  signInName: string,
  passphrase: string,
): Promise<{ readonly key: StoreKey; readonly personId: PersonId } | null> {
  const asked = signInName.trim().toLowerCase();
  const wrap = keyring.wraps.find((one) => one.kind === 'person' && one.signInName.toLowerCase() === asked);
  if (wrap?.kind !== 'person') {
    // An unknown name takes as long as a unit's own people, so that names can't be found out by the clock.
    await wrappingKey(passphrase, { name: 'argon2id', ...usualWrapCost, salt: '00'.repeat(16) });
    return null;
  }
  const sealed = Buffer.from(wrap.sealed, 'hex');
  const decipher = createDecipheriv(
    'aes-256-gcm',
    await wrappingKey(passphrase, wrap.kdf),
    Buffer.from(wrap.nonce, 'hex'),
  );
  decipher.setAAD(boundTo(keyring.storeId, wrap.personId));
  decipher.setAuthTag(sealed.subarray(32));
  try {
    return {
      key: Buffer.concat([decipher.update(sealed.subarray(0, 32)), decipher.final()]),
      personId: wrap.personId,
    };
  } catch {
    // GCM's tag did not fit: a wrong passphrase (or a changed keyring, which must look the same).
    return null;
  }
}

/** @throws PostbagError KEYRING_MISSING, KEYRING_DAMAGED */
export function readKeyring(file: string): Keyring {
  if (!existsSync(file)) throw new PostbagError('KEYRING_MISSING', { file: basename(file) });
  const damaged = (reason: string): PostbagError =>
    new PostbagError('KEYRING_DAMAGED', { file: basename(file), reason });
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw damaged(error instanceof Error ? error.message : String(error));
  }
  const parsed = Keyring.safeParse(content);
  if (!parsed.success)
    throw damaged(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; '));
  return parsed.data;
}

export function writeKeyring(file: string, keyring: Keyring): void {
  writeFileSafely(file, `${JSON.stringify(keyring, null, 2)}\n`);
}

/** The first keyring of a store. @throws PostbagError STORE_EXISTS where there is one already */
export function createKeyring(file: string, keyring: Keyring): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o600);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new PostbagError('STORE_EXISTS', {});
    }
    throw error;
  }
  closeSync(descriptor);
  try {
    writeKeyring(file, keyring);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  }
}
