import type { Identity, Recipient, Stanza } from 'age-encryption';

// This computer can't open what it encrypts to headquarters, and has to prove all the same that the file on the stick
// opens. A second recipient, thrown away afterwards, would do, and would stand in every file for good. Instead the key
// of the one file is kept in memory from the writing to the verifying: a recipient that adds nothing to the file, and
// an identity that answers with what the recipient was told. The verifying then takes the whole way of any reader
// but for the unwrapping of that key, and the header's own MAC shows that the wrapped key lies on the stick unaltered.

/** The key of one courier file, for as long as it is being written and verified. */
export class FileKey implements Recipient, Identity {
  #key: Uint8Array | null = null;

  wrapFileKey(fileKey: Uint8Array): Stanza[] {
    this.#key = Uint8Array.from(fileKey);
    return [];
  }

  /** Answers for a file with one X25519 recipient only: no other file is ever written here. */
  unwrapFileKey(stanzas: Stanza[]): Uint8Array | null {
    const isForOne = stanzas.length === 1 && stanzas[0]!.args[0] === 'X25519';
    return isForOne ? this.#key : null;
  }

  forget(): void {
    this.#key?.fill(0);
    this.#key = null;
  }
}
