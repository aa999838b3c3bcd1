import { refused } from './refused.js';

/** Refusals of what is decided between two complaints, as people read them. None names the other one: who reads it may not know of it. */
export const relationRefusals = {
  'complaint-merged': refused(
    [
      'Complaint merged',
      'The complaint is handled within an earlier one. Work on that one, or let a supervisor undo the merge.',
    ],
    [
      'شکایت ادغام شده است',
      'این شکایت همراه با شکایت پیشین رسیدگی می‌شود. روی همان کار کنید یا از سرپرست بخواهید ادغام را لغو کند.',
    ],
  ),
  'complaint-not-merged': refused(
    ['Complaint not merged', 'The complaint is not merged into another, so there is no merge to undo.'],
    ['شکایت ادغام نشده است', 'این شکایت در شکایت دیگری ادغام نشده است؛ ادغامی برای لغو نیست.'],
  ),
  'complaint-not-linked': refused(
    ['Complaint not linked', 'The complaint has no link to this one. Take a reference from its links.'],
    ['شکایت پیوند ندارد', 'این شکایت پیوندی با آن شکایت ندارد. شماره‌ای از پیوندهای آن بردارید.'],
  ),
  'other-complaint-unknown': refused(
    ['Other complaint unknown', 'There is no other complaint with this reference. Check the reference and try again.'],
    ['شکایت دیگر یافت نشد', 'شکایت دیگری با این شماره پیگیری وجود ندارد. شماره را بررسی کنید و دوباره تلاش کنید.'],
    422,
  ),
  'other-complaint-is-itself': refused(
    ['Same complaint', 'This is the reference of the complaint itself. Give the reference of the other complaint.'],
    ['همان شکایت', 'این شماره پیگیریِ خود همین شکایت است. شماره پیگیری شکایت دیگر را بنویسید.'],
    422,
  ),
  'other-complaint-ended': refused(
    [
      'Other complaint ended',
      'The other complaint is closed, withdrawn or referred. Let a supervisor reopen it first, or link the two.',
    ],
    [
      'شکایت دیگر پایان یافته است',
      'شکایت دیگر بسته، پس‌گرفته یا ارجاع شده است. نخست سرپرست آن را بازگشایی کند، یا دو شکایت را پیوند دهید.',
    ],
  ),
  'other-complaint-merged': refused(
    [
      'Other complaint merged',
      'The other complaint was merged itself. Merge into the one that it was merged into; its case names it.',
    ],
    [
      'شکایت دیگر ادغام شده است',
      'شکایت دیگر خود ادغام شده است. در همان شکایتی ادغام کنید که آن در آن ادغام شده؛ پرونده‌اش آن را نام می‌برد.',
    ],
  ),
  'merge-into-earlier': refused(
    [
      'Merge into the earlier one',
      'The other complaint was received later. Send merge on that one, with this one as into.',
    ],
    [
      'در شکایت پیشین ادغام کنید',
      'شکایت دیگر دیرتر دریافت شده است. دستور merge را روی آن بفرستید و این شکایت را در into بنویسید.',
    ],
  ),
};
