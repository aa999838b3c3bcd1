import type { Actor } from '@redress/eventing';

/** Who acts in the history that a row tells. The source names no person, so each party is one actor. */
export const ACTORS = {
  /** This import, where it fills in what the source leaves out. */
  importer: { id: 'import-cfpb', role: 'system' },
  /** The Bureau, which passes complaints on and publishes the answers. */
  bureau: { id: 'cfpb', role: 'handler' },
  complainant: { id: 'complainant', role: 'complainant' },
  /** Whoever wrote the company's response. */
  respondent: { id: 'company-respondent', role: 'handler' },
  /** Whoever let it go out: another person, as ISO 10002 wants it. */
  approver: { id: 'company-approver', role: 'supervisor' },
} as const satisfies { readonly [party: string]: Actor };
