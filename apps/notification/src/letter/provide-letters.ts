import type { Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { CONFIG, type RedressConfig } from '@redress/platform';
import { MessageComposer } from '../messages/message-composer.js';
import { Letters } from './letters.js';
import { ShowLetterHandler } from './show-letter.query.js';

export const letterProviders: readonly Provider[] = [
  {
    provide: Letters,
    inject: [CONFIG, Complaints, MessageComposer],
    useFactory: ({ letterhead, mailFrom }: RedressConfig, complaints: Complaints, composer: MessageComposer) =>
      new Letters(complaints, composer, letterhead ?? [nameIn(mailFrom)]),
  },
  ShowLetterHandler,
];

/** `Complaints <complaints@example.org>` -> `Complaints`. */
function nameIn(mailFrom: string): string {
  const name = mailFrom.replace(/<.*>/, '').replaceAll('"', '').trim();
  return name === '' ? mailFrom : name;
}
