import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { PostbagError } from '../../contract/errors.ts';
import { ReceiptFile } from '../../contract/sync/courier.ts';
import { DeviceId } from '../../contract/sync/ids.ts';
import { takeReceipts } from '../../electron/sync/courier/take-receipts.ts';
import { writeCourierFile } from '../../electron/sync/courier/write-courier-file.ts';
import type { ModelStore } from './model-store.ts';
import { noteGiven } from './truth.ts';
import { noteTold } from './words.ts';
import type { World } from './world.ts';

// What is carried by hand: courier files one way, receipt files the other. A stick may lie about for as long as it
// likes, be taken in twice or never, and lose its end.

/** A file on its way to headquarters. */
interface CarriedFile {
  readonly name: string;
  readonly bytes: Buffer;
}

export class Sticks {
  readonly #files: CarriedFile[] = [];
  readonly #receiptFiles: string[] = [];

  /** A person writes a courier file. */
  async write(world: World, store: ModelStore): Promise<void> {
    const folder = join(store.files.folder, 'stick');
    mkdirSync(folder, { recursive: true });
    try {
      await world.atDesk(store, () => writeCourierFile(store.desk, folder, new AbortController().signal));
      for (const name of readdirSync(folder)) {
        this.#files.push({ name, bytes: readFileSync(join(folder, name)) });
      }
    } catch (error) {
      demandOneOf(world, error, ['NOT_ENROLLED', 'NOTHING_TO_CARRY']);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }

  /** One of the files there are arrives, whole or cut short or with a byte changed. */
  async takeIn(
    world: World,
    which: number,
    damage: 'none' | 'cut short' | 'altered',
    n: number,
  ): Promise<void> {
    const file = this.#files[which % this.#files.length];
    if (file === undefined) return;
    const at = n % file.bytes.length;
    const bytes = Buffer.from(damage === 'cut short' ? file.bytes.subarray(0, at) : file.bytes);
    if (damage === 'altered') bytes[at] = bytes[at]! ^ 0x01;
    await world.headquarters.takeInCourierFile({ name: file.name, bytes: [bytes] });
  }

  /** Headquarters writes what it has of a store's device. */
  async writeReceipts(world: World, store: ModelStore): Promise<void> {
    const { between } = store;
    if (between === null) return;
    const text = await world.headquarters.writeReceiptFile(DeviceId.parse(between.deviceId));
    if (text === null) return;
    for (const signed of ReceiptFile.parse(JSON.parse(text)).receipts) noteGiven(world.truth, signed);
    this.#receiptFiles.push(text);
  }

  /** One of the receipt files there are is brought to a store, counted from the newest. */
  takeReceipts(world: World, store: ModelStore, which: number): void {
    const text = this.#receiptFiles.at(-1 - (which % Math.max(this.#receiptFiles.length, 1)));
    if (text === undefined) return;
    try {
      world.atDesk(store, () => takeReceipts(store.desk, text));
      for (const each of world.stores) each.notePlaced(world.truth);
      store.noteFiled(world.truth);
      const heard = ReceiptFile.parse(JSON.parse(text)).receipts.map(({ receipt }) => receipt);
      noteTold(world.truth, store.facts, store.between, { heard, isTaken: true });
    } catch (error) {
      demandOneOf(world, error, [
        'NOT_ENROLLED',
        'RECEIPTS_FOR_ANOTHER_COMPUTER',
        'RECEIPTS_OF_EARLIER_LIFE',
      ]);
    }
  }

  /**
   * Everything by hand, both ways: what a store does that may not send any more.
   *
   * @returns whether there was anything to carry
   */
  async carry(world: World, store: ModelStore): Promise<boolean> {
    const before = this.#files.length;
    await this.write(world, store);
    const isWritten = this.#files.length > before;
    if (isWritten) await this.takeIn(world, this.#files.length - 1, 'none', 0);
    await world.headquarters.idle();
    await this.writeReceipts(world, store);
    this.takeReceipts(world, store, 0);
    return isWritten;
  }
}

function demandOneOf(world: World, error: unknown, expected: readonly string[]): void {
  if (error instanceof PostbagError && expected.includes(error.code)) return;
  world.truth.wrongs.push(`a stick ended in ${error instanceof Error ? error.stack : String(error)}`);
}
