import { z } from 'zod';
import { EpochMs } from '../records/calendar-date.ts';
import { ConsultationId } from '../records/id.ts';
import { QualityOfField, QualityOfKeyer } from '../records/quality.ts';
import { declareCalls } from './call.ts';

/** By when a keying was finished; `toMs` isn't included. */
const period = { fromMs: EpochMs, toMs: EpochMs };

export const qualityCalls = declareCalls({
  /** A person's own figures. */
  own: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId.nullable(), ...period }),
    reply: QualityOfKeyer,
    errors: [],
  },
  /** Everybody's, by name: there is no ranking and no score. */
  keyers: {
    access: 'supervisor',
    request: z.strictObject({ consultationId: ConsultationId.nullable(), ...period }),
    reply: z.array(QualityOfKeyer),
    errors: [],
  },
  /** Which questions cause errors, in the form's order; it says nothing about people. */
  fields: {
    access: 'person',
    request: z.strictObject({ consultationId: ConsultationId, ...period }),
    reply: z.array(QualityOfField),
    errors: ['CONSULTATION_UNKNOWN'],
  },
});
