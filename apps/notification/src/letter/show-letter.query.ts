import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { Problem } from '@redress/platform';
import { letterPdf } from './letter-pdf.js';
import { Letters } from './letters.js';

/** One letter as a document to print. */
export class ShowLetter extends Query<Uint8Array> {
  constructor(readonly messageId: string) {
    super();
  }
}

@QueryHandler(ShowLetter)
export class ShowLetterHandler implements IQueryHandler<ShowLetter> {
  constructor(private readonly letters: Letters) {}

  async execute({ messageId }: ShowLetter): Promise<Uint8Array> {
    const letter = await this.letters.of(messageId);
    if (letter === undefined) throw new Problem('letter-unknown');
    return letterPdf(letter);
  }
}
