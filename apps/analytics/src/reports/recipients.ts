import { isEmailAddress, type RedressConfig } from '@redress/platform';
import type { ReportRecipient } from './report.js';

/** Where a report may go, by the settings of the installation. */
export type RecipientRules = Pick<RedressConfig, 'staff' | 'reportDomains'>;

/** The address of a recipient, or why there is none. */
export type FoundAddress =
  { readonly address: string } | { readonly fault: 'recipient-unknown' | 'recipient-not-allowed' };

/**
 * Finds a recipient's address. Figures leave the house only to staff, by the directory of the installation, and to the domains that its
 * settings allow: whoever schedules a report cannot send it anywhere else. Asked when a report is saved and again whenever one is sent,
 * because people leave and settings change.
 */
export function addressOf(
  { kind, name }: Readonly<ReportRecipient>,
  { staff, reportDomains = [] }: RecipientRules,
): FoundAddress {
  if (kind !== 'address') {
    const contact = staff?.[kind].get(name);
    return contact === undefined ? { fault: 'recipient-unknown' } : { address: contact.email };
  }
  const domain = name.slice(name.lastIndexOf('@') + 1).toLowerCase();
  const isAllowed = isEmailAddress(name) && reportDomains.includes(domain);
  return isAllowed ? { address: name } : { fault: 'recipient-not-allowed' };
}
