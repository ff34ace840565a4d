import { z } from 'zod';
import { CourierReport } from '../sync/courier-report.ts';
import { DeviceId } from '../sync/ids.ts';
import { declareEndpoints, pagePath } from './endpoint.ts';

/**
 * `POST`, the bytes of one courier file as they are, of any size; `?name=` is what the file is called. With
 * `pageHeader`, as everything that changes something. The answer's value is a `CourierReport`.
 */
export const courierUploadPath = pagePath('courierFile');
export const courierUploadMediaType = 'application/octet-stream';

/** The query of an upload. */
export const CourierUpload = z.strictObject({ name: z.string().min(1).max(300) });

/** A file that was offered, and what came of it. */
export const OfferedFile = z.strictObject({ offeredAtMs: z.int(), report: CourierReport });
export type OfferedFile = z.infer<typeof OfferedFile>;

export const courierEndpoints = declareEndpoints({
  /** The newest first. */
  courierFiles: { kind: 'asks', access: 'staff', request: z.strictObject({}), value: z.array(OfferedFile) },
  /** Receipts for everything that is here of a computer, as a file to carry back. */
  writeReceipts: {
    kind: 'acts',
    access: 'staff',
    request: z.strictObject({ deviceId: DeviceId }),
    value: z.strictObject({
      fileName: z.string(),
      text: z.string(),
      events: z.int().min(0),
      /** The oldest were left out for size; the later ones speak for them too. */
      isShortened: z.boolean(),
    }),
  },
});
