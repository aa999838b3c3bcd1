import type { Concern, OpenedEventData, OutOfScopeConcern } from '@redress/contracts';
import type { Complaint, OutOfScope } from './complaint.js';

/** Checks the scope of a receipt; undefined if it seems in scope. */
export function outOfScope(received: {
  readonly concern?: Concern;
  readonly suggestedConcern?: OutOfScopeConcern;
}): OutOfScope | undefined {
  const { concern, suggestedConcern } = received;
  if (concern === 'employment' || concern === 'external-dispute') return { concern, basis: 'declared' };
  return suggestedConcern === undefined ? undefined : { concern: suggestedConcern, basis: 'words' };
}

/** The scope after a correction. A declared kind of matter outweighs the words, whichever was said first. */
export function scopeCorrected(
  known: Pick<Complaint, 'outOfScope' | 'concern'>,
  said: Pick<OpenedEventData<'DetailsCorrected'>, 'concern' | 'description' | 'suggestedConcern'>,
): Pick<Complaint, 'outOfScope'> {
  const { concern = known.concern } = said;
  const isUntouched =
    concern === undefined && (said.description === undefined || known.outOfScope?.basis === 'declared');
  const found = isUntouched ? known.outOfScope : outOfScope(concern === undefined ? said : { concern });
  return found === undefined ? {} : { outOfScope: found };
}

/** Whether it was declared, or its words suggest, that a complaint is no matter for this procedure, and no decision says otherwise. */
export function seemsOutOfScope({ outOfScope: found, decision }: Pick<Complaint, 'outOfScope' | 'decision'>): boolean {
  return found !== undefined && decision === undefined;
}

/**
 * Phrases that rarely occur in other matters. Excludes single words (employer, court, کارفرما), which occur in any complaint. A new
 * phrase does not affect complaints received before.
 */
const PHRASES: { readonly [concern in OutOfScopeConcern]: readonly string[] } = {
  employment: [
    'unfair dismissal',
    'unfairly dismissed',
    'wrongful termination',
    'wrongfully terminated',
    'constructive dismissal',
    'my employment contract',
    'my line manager',
    'as your employee',
    'employee of yours',
    'unpaid overtime',
    'unpaid wages',
    'employment tribunal',
    'اخراج از کار',
    'از کار اخراج',
    'قرارداد کار من',
    'قرارداد کارم',
    'حقوق معوقه',
    'اضافه کاری من',
    'اضافه کاری ام',
    'کارمند شما هستم',
    'کارمند شما بودم',
    'هیات تشخیص',
    'اداره کار شکایت',
  ],
  'external-dispute': [
    'i have sued',
    'i am suing',
    'filed a lawsuit',
    'filed suit',
    'taken you to court',
    'before the court',
    'court proceedings',
    'small claims court',
    'in arbitration',
    'referred to arbitration',
    'complained to the ombudsman',
    'with the ombudsman',
    'در دادگاه مطرح',
    'به دادگاه شکایت',
    'دادخواست داده',
    'دادخواست دادم',
    'شکایت قضایی',
    'پرونده قضایی',
    'شورای حل اختلاف',
    'به داوری ارجاع',
    'دیوان عدالت اداری',
  ],
};

/** The out-of-scope concern that a complaint's text suggests, in English or Persian; undefined if none. */
export function concernInWords(description: string): OutOfScopeConcern | undefined {
  const words = ` ${plain(description)} `;
  const found = (Object.keys(PHRASES) as OutOfScopeConcern[]).filter((concern) =>
    PHRASES[concern].some((phrase) => words.includes(` ${phrase} `)),
  );
  // An employment dispute before a tribunal counts as employment.
  return found[0];
}

/** Normalizes letters (Arabic yeh and kaf, hamza forms of different keyboards), and replaces separators by one space. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[يى]/g, 'ی')
    .replaceAll('ك', 'ک')
    .replaceAll('ئ', 'ا')
    .replaceAll('أ', 'ا')
    .replaceAll('ۀ', 'ه')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
