import type { Provider } from '@nestjs/common';
import { Complaints } from '@redress/complaints';
import { CONFIG, type RedressConfig } from '@redress/platform';
import type { Language } from '@redress/contracts';
import { senderIn } from '../mail/sender.js';
import { MessageComposer } from '../messages/message-composer.js';
import { Letters } from './letters.js';
import { ShowLetterHandler } from './show-letter.query.js';

export const letterProviders: readonly Provider[] = [
  {
    provide: Letters,
    inject: [CONFIG, Complaints, MessageComposer],
    useFactory: ({ letterhead, mailFrom }: RedressConfig, complaints: Complaints, composer: MessageComposer) =>
      new Letters(complaints, composer, (language) => letterhead ?? [senderLine(mailFrom, language)]),
  },
  ShowLetterHandler,
];

function senderLine(mailFrom: string, language: Language): string {
  const { name, address } = senderIn(mailFrom, language);
  return name === '' ? address : name;
}
