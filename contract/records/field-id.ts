import { z } from 'zod';

/**
 * The name of one field of a consultation's form, unique in its pack: `name`, `address1`, `type`,
 * `type.other`, `q4.tick`, `q4.tick.other`, `q4.comment`, `lamp.confidential`. It stands in every
 * keying, sealed document and result, so it never changes for a field once replies are keyed with it.
 */
export const FieldId = z
  .string()
  .max(80)
  .regex(/^[a-z][a-z0-9-]*(\.(entry|tick|other|comment|confidential|reason|contact|acknowledge))*$/)
  .brand<'FieldId'>();

export type FieldId = z.infer<typeof FieldId>;

/** Brands a name that is known to be a field's (from a pack, or a test); throws on anything malformed. */
export function fieldId(name: string): FieldId {
  return FieldId.parse(name);
}
