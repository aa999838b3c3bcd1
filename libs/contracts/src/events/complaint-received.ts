import Type from 'typebox';
import { closed, defineEvent, personal, type DataOf } from '../definition/index.js';
import {
  Channel,
  Concern,
  date,
  DESCRIPTION_LENGTH_MAX,
  instant,
  Language,
  name,
  NAME_LENGTH_MAX,
  OutOfScopeConcern,
  reference,
  requiredText,
  text,
} from '../vocabulary/index.js';
import { complainant } from './complainant.js';

/** The person for whom somebody else complains, and whether that person agreed. */
const onBehalfOf = closed({
  name: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  relationship: Type.Optional(personal(text(NAME_LENGTH_MAX))),
  consent: Type.Boolean(),
});

/** The complaint off which this one was split, and when that was acknowledged, if it was: it holds for both. */
const splitFrom = closed({
  complaint: reference(),
  acknowledgedAt: Type.Optional(instant()),
});

/** As v2, when jurisdiction, kind of complainant, concern and what was done at once had not been asked. */
export const complaintReceivedV1 = defineEvent({
  type: 'ComplaintReceived',
  version: 1,
  meaning: 'A complaint was received.',
  data: {
    description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
    /** The remedy sought. */
    desiredOutcome: Type.Optional(personal(text())),
    product: Type.Optional(name()),
    issue: Type.Optional(name()),
    organizationUnit: Type.Optional(name()),
    happenedOn: Type.Optional(date()),
    channel: Channel,
    language: Language,
    /** As another system calls this complaint. */
    externalReference: Type.Optional(name()),
    complainant: Type.Optional(complainant),
    onBehalfOf: Type.Optional(onBehalfOf),
  },
});

/** What a receipt says, of a complaint that was lodged. */
const lodgedFields = {
  description: personal(requiredText(DESCRIPTION_LENGTH_MAX)),
  /** The remedy sought. */
  desiredOutcome: Type.Optional(personal(text())),
  product: Type.Optional(name()),
  issue: Type.Optional(name()),
  organizationUnit: Type.Optional(name()),
  /** Under whose law the complaint falls, as policies name it in their scope: `IR`, `US`. */
  jurisdiction: Type.Optional(name()),
  /** The market segment, as policies name it in their scope: `consumer`, `small-business`. Never a person. */
  complainantType: Type.Optional(name()),
  /** What kind of matter it is, as far as was said; two of them are out of the scope of ISO 10002:2018 (clause 1). */
  concern: Type.Optional(Concern),
  /** What its words say of a concern that nobody declared: for people to look at, never a decision. */
  suggestedConcern: Type.Optional(OutOfScopeConcern),
  happenedOn: Type.Optional(date()),
  channel: Channel,
  language: Language,
  /** What was done at once, at receipt. */
  immediateActionTaken: Type.Optional(personal(text())),
  /** As another system calls this complaint. */
  externalReference: Type.Optional(name()),
  complainant: Type.Optional(complainant),
  onBehalfOf: Type.Optional(onBehalfOf),
};

/** As v3, when nothing could be split off another complaint. */
export const complaintReceivedV2 = defineEvent({
  type: 'ComplaintReceived',
  version: 2,
  meaning: 'A complaint was received.',
  data: lodgedFields,
});

/** A complaint was expressed and recorded under its own reference (ISO 10002:2018, 7.2). */
export const complaintReceivedV3 = defineEvent({
  type: 'ComplaintReceived',
  version: 3,
  meaning: 'A complaint was received.',
  data: {
    ...lodgedFields,
    splitFrom: Type.Optional(splitFrom),
  },
});

export type ComplaintReceivedV1Data = DataOf<typeof complaintReceivedV1>;
export type ComplaintReceivedData = DataOf<typeof complaintReceivedV3>;
