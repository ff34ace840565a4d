import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeyingSheet } from '../../../contract/records/keying.ts';
import { fieldId } from '../../../contract/records/field-id.ts';
import { excludeReply } from '../../../electron/postroom/exclude-reply.ts';
import { formerMarks } from '../../../electron/keying/former-marks.ts';
import { openKeying } from '../../../electron/keying/open-keying.ts';
import { setPlace } from '../../../electron/keying/set-place.ts';
import { getRow } from '../../../electron/store/db.ts';
import type { Desk } from '../../../electron/store/desk.ts';
import {
  blank,
  finishes,
  illegible,
  keys,
  keysToTheEnd,
  refusalOf,
  says,
  spoilt,
} from '../../support/keyed-replies.ts';
import { aBatch, aReply, BENCHES, loadBothConsultations } from '../../support/post-room.ts';
import { sealEverything } from '../../support/seal-by-hand.ts';
import { openTemporaryDesk, type TemporaryDesk } from '../../support/temporary-desk.ts';

let here: TemporaryDesk;
let desk: Desk;
let sheet: KeyingSheet;
beforeEach(() => {
  here = openTemporaryDesk();
  loadBothConsultations(here.desk);
  desk = here.as(here.people.firstKeyer);
  const batch = aBatch(desk, { consultationId: BENCHES, documentCount: 1 });
  sheet = openKeying(desk, aReply(desk, batch).id);
});
afterEach(() => here.clear());

const marksNow = () =>
  Object.fromEntries(
    Object.entries(openKeying(desk, sheet.reply.id).marks).map(([field, saved]) => [field, saved.mark]),
  );

describe('saving one field', () => {
  it('keeps each kind of mark as the paper says it', () => {
    keys(desk, sheet, 'name', says('Zoë [illegible] (invented)'));
    keys(desk, sheet, 'address1', blank);
    keys(desk, sheet, 'type', spoilt('resident', 'trader'));
    keys(desk, sheet, 'q1.tick', illegible);
    keys(desk, sheet, 'q4.tick', says(['pond', 'road']));
    keys(desk, sheet, 'lamp.confidential', says('yes'));
    expect(marksNow()).toEqual({
      name: says('Zoë [illegible] (invented)'),
      address1: blank,
      type: spoilt('resident', 'trader'),
      'q1.tick': illegible,
      'q4.tick': says(['pond', 'road']),
      'lamp.confidential': says('yes'),
    });
  });

  it('keeps the place, the strokes and the time worked in the same commit', () => {
    keys(desk, sheet, 'name', says('A'), { place: fieldId('address1'), strokes: 7, activeMs: 900 });
    keys(desk, sheet, 'address1', blank, { place: fieldId('address2'), strokes: 1, activeMs: 100 });
    expect(openKeying(desk, sheet.reply.id).place).toBe('address2');
    const row = getRow(desk.db, 'SELECT strokes, active_ms FROM keying WHERE id = @id', {
      id: sheet.keyingId,
    });
    expect(row).toEqual({ strokes: 8, active_ms: 1000 });
  });

  it('takes a mark away when the option is unticked again', () => {
    keys(desk, sheet, 'q1.tick', says('yes'));
    keys(desk, sheet, 'q1.tick', null);
    expect(marksNow()).toEqual({});
  });

  it('keeps what a light check complains of, with the reason why it stands', () => {
    keys(desk, sheet, 'q3.entry', says('31/2/2007'), { overruleReason: 'As on the paper' });
    expect(openKeying(desk, sheet.reply.id).marks['q3.entry']).toMatchObject({
      mark: says('31/2/2007'),
      overruleReason: 'As on the paper',
    });
  });

  it.each([
    ['a list in a text field', 'name', says(['yes'])],
    ['two ticks where many may be ticked', 'q4.tick', spoilt('pond', 'road')],
    ['an answer that the question has not', 'q1.tick', says('perhaps')],
    ['an illegible mark in text', 'name', illegible],
  ])('refuses %s', (_, field, mark) => {
    expect(refusalOf(() => keys(desk, sheet, field, mark)).code).toBe('MARK_REFUSED');
    expect(marksNow()).toEqual({});
  });

  it('refuses a field that the form has not, as the mark or as the place', () => {
    expect(refusalOf(() => keys(desk, sheet, 'q9.tick', blank)).code).toBe('FIELD_UNKNOWN');
    const place = fieldId('q9.tick');
    expect(refusalOf(() => keys(desk, sheet, 'name', blank, { place })).code).toBe('FIELD_UNKNOWN');
    expect(refusalOf(() => setPlace(desk, sheet.keyingId, place)).code).toBe('FIELD_UNKNOWN');
  });

  it('refuses what another person keys, naming them', () => {
    const other = here.as(here.people.secondKeyer);
    const expected = { code: 'KEYED_BY_ANOTHER', details: { keyerName: here.people.firstKeyer.fullName } };
    expect(refusalOf(() => openKeying(other, sheet.reply.id))).toEqual(expected);
    expect(refusalOf(() => keys(other, sheet, 'name', blank))).toEqual(expected);
    expect(refusalOf(() => setPlace(other, sheet.keyingId, fieldId('name')))).toEqual(expected);
  });

  it('refuses what is set aside, and what is sealed', () => {
    excludeReply(desk, { replyId: sheet.reply.id, reason: 'not-a-reply', note: '' });
    expect(refusalOf(() => keys(desk, sheet, 'name', blank)).code).toBe('REPLY_EXCLUDED');
    expect(refusalOf(() => openKeying(desk, sheet.reply.id)).code).toBe('REPLY_EXCLUDED');
    sealEverything(desk.db);
    expect(refusalOf(() => keys(desk, sheet, 'name', blank)).code).toBe('REPLY_SEALED');
    expect(refusalOf(() => openKeying(desk, sheet.reply.id)).code).toBe('REPLY_SEALED');
  });
});

describe('a correction', () => {
  it('is one in a finished reply, though the cursor never left the field after its copy', () => {
    keysToTheEnd(desk, sheet);
    keys(desk, sheet, 'name', says('Copied'), { isLeft: false });
    finishes(desk, sheet);
    keys(desk, sheet, 'name', says('Corrected'));
    const former = formerMarks(desk, sheet.reply.id).map(({ mark }) => mark);
    expect(former).toContainEqual(says('Copied'));
  });

  it('keeps the value that was left, and not the half-typed ones', () => {
    keys(desk, sheet, 'name', says('Smit'), { isLeft: false });
    keys(desk, sheet, 'name', says('Smith'));
    keys(desk, sheet, 'name', says('Smy'), { isLeft: false });
    keys(desk, sheet, 'name', says('Smyth'), { isLeft: false });
    keys(desk, sheet, 'name', says('Smythe'));
    expect(formerMarks(desk, sheet.reply.id)).toMatchObject([
      { field: 'name', mark: says('Smith'), byName: here.people.firstKeyer.fullName },
    ]);
  });

  it('keeps a tick that was taken away', () => {
    keys(desk, sheet, 'q1.tick', says('yes'));
    keys(desk, sheet, 'q1.tick', null);
    keys(desk, sheet, 'q1.tick', says('no'));
    expect(formerMarks(desk, sheet.reply.id).map((former) => former.mark)).toEqual([says('yes')]);
  });

  it('is not a tick added to the one that stands; it is to untick afterwards', () => {
    keys(desk, sheet, 'q1.tick', says('yes'));
    keys(desk, sheet, 'q1.tick', spoilt('yes', 'no'), { isLeft: false });
    expect(formerMarks(desk, sheet.reply.id)).toEqual([]);
    keys(desk, sheet, 'q1.tick', says('no'), { isLeft: false });
    expect(formerMarks(desk, sheet.reply.id).map((former) => former.mark)).toEqual([spoilt('yes', 'no')]);
  });

  it('is to say spoilt by other ticks than the one that stood', () => {
    keys(desk, sheet, 'type', says('resident'));
    keys(desk, sheet, 'type', spoilt('trader', 'other'));
    expect(formerMarks(desk, sheet.reply.id).map((former) => former.mark)).toEqual([says('resident')]);
  });

  it('makes a finished reply outstanding again until it is finished, but passing through it doesn’t', () => {
    keysToTheEnd(desk, sheet, { name: says('Smith') });
    expect(openKeying(desk, sheet.reply.id).reply.state).toBe('keyed');
    expect(keys(desk, sheet, 'name', says('Smith')).isReopened).toBe(false);
    expect(openKeying(desk, sheet.reply.id)).toMatchObject({ isFinished: true, reply: { state: 'keyed' } });
    expect(keys(desk, sheet, 'name', says('Smythe')).isReopened).toBe(true);
    expect(openKeying(desk, sheet.reply.id)).toMatchObject({
      isFinished: false,
      reply: { state: 'outstanding' },
    });
  });
});
