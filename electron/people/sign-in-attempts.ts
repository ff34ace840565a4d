import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { PostbagError } from '../../contract/errors.ts';
import { writeFileSafely } from '../store/write-file-safely.ts';

const Counts = z.record(z.string(), z.int().nonnegative());

/** How long after the n-th wrong passphrase in a row the next try is taken: 1, 2, 4 … s, five minutes at most. */
export function secondsToWaitAfter(failures: number): number {
  return failures === 0 ? 0 : Math.min(300, 2 ** (failures - 1));
}

/**
 * Slows down the guessing of passphrases. The counts outlive the program; the waiting is measured on a clock
 * that only runs forward, from the last failure or from the start of the program, so that neither a restart
 * nor setting the computer's clock shortens it.
 */
export class SignInAttempts {
  readonly #file: string;
  readonly #monotonicMs: () => number;
  readonly #waitingSinceMs = new Map<string, number>();
  readonly #startedMs: number;
  #counts: Record<string, number>;

  constructor(file: string, monotonicMs: () => number = () => performance.now()) {
    this.#file = file;
    this.#monotonicMs = monotonicMs;
    this.#startedMs = monotonicMs();
    this.#counts = readCounts(file);
  }

  /** @throws PostbagError TOO_MANY_ATTEMPTS while the name has to wait */
  demandTurn(signInName: string): void {
    const name = key(signInName);
    const failures = this.#counts[name] ?? 0;
    const sinceMs = this.#waitingSinceMs.get(name) ?? this.#startedMs;
    const leftMs = sinceMs + secondsToWaitAfter(failures) * 1000 - this.#monotonicMs();
    if (leftMs > 0) throw new PostbagError('TOO_MANY_ATTEMPTS', { waitSeconds: Math.ceil(leftMs / 1000) });
  }

  /** Counts a wrong passphrase. @returns seconds until the next try is taken */
  countFailure(signInName: string): number {
    const name = key(signInName);
    const failures = (this.#counts[name] ?? 0) + 1;
    this.#counts = { ...this.#counts, [name]: failures };
    this.#waitingSinceMs.set(name, this.#monotonicMs());
    this.#write();
    return secondsToWaitAfter(failures);
  }

  forget(signInName: string): void {
    const name = key(signInName);
    if (!(name in this.#counts)) return;
    const { [name]: _forgotten, ...rest } = this.#counts;
    this.#counts = rest;
    this.#write();
  }

  #write(): void {
    writeFileSafely(this.#file, JSON.stringify(this.#counts));
  }
}

/** Names are counted as they are compared: without case and outer space. `#` keeps `__proto__` a plain key. */
const key = (signInName: string): string => `#${signInName.trim().toLowerCase().slice(0, 200)}`;

function readCounts(file: string): Record<string, number> {
  if (!existsSync(file)) return {};
  try {
    return Counts.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    // A damaged count must not keep the unit out of its own store: the passphrase still protects it.
    return {};
  }
}
