import { courierUploadMediaType, courierUploadPath } from '../../../contract/headquarters/courier.ts';
import { CourierReport } from '../../../contract/sync/courier-report.ts';
import { actHeaders, away, valueIn } from '../ask.ts';

/** A file on its way to headquarters. */
export interface Upload {
  /** @throws {AskError} a refusal, or AWAY; null where it was stopped */
  readonly report: Promise<CourierReport | null>;
  stop(): void;
}

/** Sends a file as it is; `onProgress` hears how many bytes are over. `fetch` can't tell that. */
export function uploadFile(file: File, onProgress: (sentBytes: number) => void): Upload {
  const request = new XMLHttpRequest();
  const report = new Promise<CourierReport | null>((resolve, reject) => {
    request.upload.addEventListener('progress', ({ loaded }) => onProgress(loaded));
    request.addEventListener('abort', () => resolve(null));
    request.addEventListener('error', () => reject(away()));
    request.addEventListener('load', () => {
      try {
        resolve(CourierReport.parse(valueIn(request.response)));
      } catch (error) {
        reject(error instanceof Error ? error : away());
      }
    });
  });
  request.open(
    'POST',
    `${courierUploadPath.slice(1)}?${new URLSearchParams({ name: file.name }).toString()}`,
  );
  request.responseType = 'json';
  request.setRequestHeader('content-type', courierUploadMediaType);
  for (const [name, value] of Object.entries(actHeaders)) request.setRequestHeader(name, value);
  request.send(file);
  return { report, stop: () => request.abort() };
}
