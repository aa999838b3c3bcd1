import type { Language } from '@redress/contracts';
import { text } from '@redress/texts';

/** Who writes: `Complaints <complaints@example.org>` in parts. The name that is given by default is told in the language of the reader. */
export function senderIn(mailFrom: string, language: Language): { readonly name: string; readonly address: string } {
  const [, named = '', address = mailFrom] = /^(.*)<(.*)>\s*$/.exec(mailFrom) ?? [];
  const name = named.replaceAll('"', '').trim();
  return { name: name === text('en', 'message.sender') ? text(language, 'message.sender') : name, address };
}
