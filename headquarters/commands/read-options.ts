import { UsageError } from './command.ts';

/** A whole number that an option holds. @throws {UsageError} */
export function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text);
  if (!/^\d+$/.test(text) || number < least || number > most) {
    throw new UsageError(`--${name} “${text}” is not a whole number from ${least} to ${most}.`);
  }
  return number;
}

/** The name of a unit, without what stands around it. @throws {UsageError} */
export function unitName(text: string): string {
  const name = text.trim();
  if (name === '' || name.length > 100) throw new UsageError('--unit needs a name of up to 100 characters.');
  return name;
}

/** Certificate and key, both or neither. @throws {UsageError} */
export function tlsFiles(
  certificate: string | undefined,
  key: string | undefined,
): { readonly certificate: string; readonly key: string } | undefined {
  if (certificate !== undefined && key !== undefined) return { certificate, key };
  if (certificate === key) return undefined;
  throw new UsageError('--certificate and --key go together.');
}

/** An address without the slashes at its end. */
export function address(text: string | undefined): string | undefined {
  return text?.replace(/\/+$/, '');
}

const logLevels = ['silent', 'error', 'warn', 'info'];

/** How much is logged. @throws {UsageError} */
export function logLevel(text: string): string {
  if (logLevels.includes(text)) return text;
  throw new UsageError(`--log is one of ${logLevels.join(', ')}, not “${text}”.`);
}
