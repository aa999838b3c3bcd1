import Type, { type Static } from 'typebox';
import { event } from '../definition.js';
import { date, word } from '../vocabulary.js';

/**
 * Why data must be kept although somebody may ask for its erasure: a claim in law, an order of a court or an authority, an investigation of
 * the organization itself, or another duty in law (Regulation (EU) 2016/679, Article 17(3)).
 */
export const holdBases = ['legal-claim', 'authority-order', 'investigation', 'legal-duty'] as const;
export const HoldBasis = Type.Enum(holdBases);
export type HoldBasis = Static<typeof HoldBasis>;

/** Why a person's data is erased (Regulation (EU) 2016/679, Article 17(1)(a) to (e)). */
export const erasureGrounds = [
  'no-longer-needed',
  'consent-withdrawn',
  'objection',
  'unlawful-processing',
  'legal-obligation',
] as const;
export const ErasureGround = Type.Enum(erasureGrounds);
export type ErasureGround = Static<typeof ErasureGround>;

/**
 * The name under which the organization keeps the request of one person, such as `dsr-2026-014`: the same in each complaint that it is about.
 * Stored in the clear, so it must not name a person.
 */
const request = word;

/**
 * The complaint must be kept as it is. One hold stands for each basis; a repeat with another day moves the review. The reason is in the
 * metadata, sealed.
 */
export const LegalHoldPlaced = event('LegalHoldPlaced', {
  meaning: 'The complaint was placed under a legal hold: nobody in it can be erased while it stands.',
  data: { basis: HoldBasis, reviewOn: date() },
});

/** The hold on this basis no longer stands. The reason is in the metadata, sealed. */
export const LegalHoldLifted = event('LegalHoldLifted', {
  meaning: 'A legal hold on the complaint was lifted.',
  data: { basis: HoldBasis },
});

/** Somebody asks for the erasure of the complainant. Nothing is erased yet. The reason is in the metadata, sealed. */
export const ErasureRequested = event('ErasureRequested', {
  meaning: 'The erasure of the complainant was requested.',
  data: { request: request(), ground: ErasureGround },
});

/** The request was declined or withdrawn. The reason is in the metadata, sealed. */
export const ErasureDeclined = event('ErasureDeclined', {
  meaning: 'The requested erasure of the complainant was declined.',
  data: { request: request() },
});

/**
 * The complainant, and whoever they represent, is erased: the key to their personal data in this complaint is destroyed next. The reason is
 * in the metadata, sealed under that key, so that the ground is what remains of it.
 */
export const ComplainantErased = event('ComplainantErased', {
  meaning: 'The personal data of the complainant in the complaint was erased.',
  data: { request: request(), ground: ErasureGround },
});
