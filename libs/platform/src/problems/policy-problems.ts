import type { PolicyRefusalCode } from '@redress/domain';
import type { ProblemKind } from './problem-text.js';

const refused = (en: readonly [string, string], fa: readonly [string, string], status = 409): ProblemKind => ({
  status,
  en: { title: en[0], detail: en[1] },
  fa: { title: fa[0], detail: fa[1] },
});

/** Refusals about policies as people read them. The type makes a refusal without words a compile error. */
export const policyProblems = {
  'policy-unknown': refused(
    ['Policy unknown', 'There is no such version of this policy. Draft it first, or look at the list of policies.'],
    [
      'سیاست یافت نشد',
      'چنین نگارشی از این سیاست وجود ندارد. نخست پیش‌نویس آن را ثبت کنید یا فهرست سیاست‌ها را ببینید.',
    ],
    404,
  ),
  'policy-name-differs': refused(
    ['Another policy', 'The version names another policy than the address. Make both the same.'],
    ['سیاست دیگری است', 'نام سیاست در version با نشانی یکی نیست. هر دو را یکسان کنید.'],
    422,
  ),
  'policy-version-shipped': refused(
    [
      'Version ships with Redress',
      'This version ships with Redress and has another content. Choose a name of your own.',
    ],
    ['نگارش همراه Redress است', 'این نگارش همراه Redress با محتوای دیگری عرضه شده است. نامی از آن خود برگزینید.'],
  ),
  'policy-version-published': refused(
    ['Version published', 'A published version never changes. Draft the next version instead.'],
    ['نگارش منتشر شده است', 'نگارش منتشرشده هرگز تغییر نمی‌کند. نگارش بعدی را پیش‌نویس کنید.'],
  ),
  'policy-version-retired': refused(
    ['Version retired', 'This version was retired and does not come back. Draft the next version instead.'],
    ['نگارش کنار گذاشته شده است', 'این نگارش کنار گذاشته شده و بازنمی‌گردد. نگارش بعدی را پیش‌نویس کنید.'],
  ),
  'policy-not-published': refused(
    ['Version not published', 'Only a published version can be retired. Leave the draft, or publish it first.'],
    ['نگارش منتشر نشده است', 'تنها نگارش منتشرشده کنار گذاشته می‌شود. پیش‌نویس را رها کنید یا نخست آن را منتشر کنید.'],
  ),
  'policy-calendar-differs': refused(
    [
      'Calendar version published',
      'Another policy was published with other days under this version of the calendar. Give the calendar its next version.',
    ],
    [
      'نگارش تقویم منتشر شده است',
      'سیاست دیگری با روزهای دیگری برای همین نگارش تقویم منتشر شده است. به تقویم نگارش بعدی را بدهید.',
    ],
  ),
} satisfies Record<PolicyRefusalCode, ProblemKind>;
