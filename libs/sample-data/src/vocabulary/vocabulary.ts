import type { Language, Upheld } from '@redress/contracts';
import type { Issue, Product, Recipient } from '../shares.js';
import { english } from './en.js';
import { persian } from './fa.js';

/** Sentences of which one is chosen. They may hold `{product}`, `{place}`, `{day}`, `{amount}` and `{order}`. */
export type Sentences = readonly [string, ...string[]];

/** All words of one language. The people are invented, and their names say so. */
export interface Vocabulary {
  readonly givenNames: Sentences;
  readonly familyNames: Sentences;
  readonly streets: Sentences;
  readonly places: Sentences;
  readonly relationships: Sentences;
  readonly needs: Sentences;
  readonly products: { readonly [product in Product]: string };
  /** What went wrong, as an office's list of matters has it. */
  readonly issues: { readonly [issue in Issue]: string };
  /** What happened, by what went wrong. */
  readonly happened: { readonly [issue in Issue]: Sentences };
  /** What belongs to any complaint: how it went on, what it meant, and whom they spoke to. */
  readonly besides: Sentences;
  readonly desiredOutcomes: Sentences;
  readonly immediateActions: Sentences;
  /** Matters that are none for this procedure. */
  readonly employment: Sentences;
  readonly externalDispute: Sentences;
  readonly rationales: Sentences;
  readonly notes: Sentences;
  readonly shownNotes: Sentences;
  readonly questions: Sentences;
  readonly answers: Sentences;
  readonly furtherInformation: Sentences;
  readonly tasks: Sentences;
  readonly taskResults: Sentences;
  readonly taskCancelled: Sentences;
  readonly evidence: Sentences;
  readonly sources: Sentences;
  readonly interviewees: Sentences;
  readonly interviews: Sentences;
  readonly findings: { readonly [upheld in Upheld]: Sentences };
  readonly explanations: { readonly [upheld in Upheld]: Sentences };
  readonly remedies: Sentences;
  readonly deliveries: Sentences;
  readonly returned: Sentences;
  readonly approved: Sentences;
  readonly progress: Sentences;
  readonly settlements: Sentences;
  readonly acceptances: Sentences;
  readonly rejections: Sentences;
  readonly grounds: Sentences;
  readonly finalPositions: Sentences;
  readonly exhausted: Sentences;
  readonly closings: Sentences;
  readonly withdrawals: Sentences;
  readonly outsideBody: string;
  readonly outsideOutcomes: { readonly [upheld in Upheld]: Sentences };
  readonly recipients: Sentences;
  readonly lawyers: Sentences;
  /** Why somebody is given data of a complaint. */
  readonly purposes: { readonly [recipient in Recipient]: Sentences };
  readonly conflicts: Sentences;
  readonly consents: Sentences;
  readonly tags: Sentences;
  /** Reasons of acts, for which the office must have some. */
  readonly reasons: { readonly [act in Reason]: Sentences };
}

/** Acts that need a reason. */
export type Reason =
  | 'reopened'
  | 'referred'
  | 'out-of-scope'
  | 'withdrawn'
  | 'merged'
  | 'unmerged'
  | 'split'
  | 'linked'
  | 'confidential'
  | 'emergency'
  | 'lifted'
  | 'code'
  | 'redacted'
  | 'held'
  | 'erasure'
  | 'policy';

export const vocabularies: { readonly [language in Language]: Vocabulary } = { en: english, fa: persian };
