import type { Channel, Complexity, EscalationRole, Impact, RemedyKind, Severity } from '@redress/contracts';

// The published words that a policy may use. The domain takes types from the contracts and no lists, so the compiler asks for each word.

export const channels = everyWord<Channel>({
  web: true,
  email: true,
  phone: true,
  letter: true,
  'in-person': true,
  'social-media': true,
  regulator: true,
  partner: true,
});

export const remedyKinds = everyWord<RemedyKind>({
  refund: true,
  replacement: true,
  repair: true,
  rework: true,
  substitute: true,
  'technical-assistance': true,
  information: true,
  referral: true,
  compensation: true,
  apology: true,
  goodwill: true,
  'product-change': true,
  'process-change': true,
  'policy-change': true,
});

export const severities = everyWord<Severity>({ low: true, medium: true, high: true, critical: true });
export const complexities = everyWord<Complexity>({ simple: true, standard: true, complex: true });
export const impacts = everyWord<Impact>({ individual: true, group: true, public: true });

export const escalationRoles = everyWord<EscalationRole>({
  handler: true,
  supervisor: true,
  compliance: true,
  admin: true,
});

function everyWord<Word extends string>(words: { readonly [word in Word]: true }): readonly Word[] {
  return Object.keys(words) as Word[];
}
