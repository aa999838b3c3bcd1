import type { RefusalCode } from '@redress/domain';
import type { SUBJECT_ERASED } from '@redress/eventing';
import { clockRefusals } from './clock-refusals.js';
import { decisionRefusals } from './decision-refusals.js';
import { investigationRefusals } from './investigation-refusals.js';
import type { ProblemKind } from './problem-text.js';
import { refused } from './refused.js';
import { relationRefusals } from './relation-refusals.js';

/** The domain's refusals as people read them. The type makes a refusal without words a compile error. */
export const refusalProblems = {
  'complaint-unknown': refused(
    ['Complaint unknown', 'There is no complaint with this reference. Check the reference and try again.'],
    ['شکایت یافت نشد', 'شکایتی با این شماره پیگیری وجود ندارد. شماره را بررسی کنید و دوباره تلاش کنید.'],
    404,
  ),
  'reference-taken': refused(
    ['Reference taken', 'Another complaint already has this reference. Send the complaint again to get another one.'],
    ['شماره پیگیری تکراری است', 'شکایت دیگری همین شماره را دارد. شکایت را دوباره بفرستید تا شماره دیگری بگیرد.'],
  ),
  'occurred-in-future': refused(
    [
      'Occurred in the future',
      'occurredAt lies in the future. Give the instant at which it happened, or leave it out for now.',
    ],
    ['زمان رخداد در آینده است', 'occurredAt در آینده است. زمان واقعی رخداد را بنویسید یا آن را خالی بگذارید.'],
    422,
  ),
  'occurred-before-receipt': refused(
    [
      'Occurred before receipt',
      'occurredAt lies before the complaint was received. Give an instant from its receipt on.',
    ],
    ['زمان رخداد پیش از دریافت است', 'occurredAt پیش از دریافت شکایت است. زمانی پس از دریافت بنویسید.'],
    422,
  ),
  'complaint-closed': refused(
    ['Complaint closed', 'The complaint is closed. A supervisor can reopen it first.'],
    ['شکایت بسته شده است', 'این شکایت بسته شده است. نخست باید سرپرست آن را بازگشایی کند.'],
  ),
  'complaint-withdrawn': refused(
    [
      'Complaint withdrawn',
      'The complainant withdrew the complaint. Close it as withdrawn, or let a supervisor reopen it.',
    ],
    [
      'شکایت پس گرفته شده است',
      'شاکی شکایت را پس گرفته است. آن را با همین نتیجه ببندید یا از سرپرست بخواهید بازگشایی کند.',
    ],
  ),
  'complaint-referred': refused(
    [
      'Complaint referred',
      'The complaint was referred to an outside body. Close it as out of scope, or let a supervisor reopen it.',
    ],
    [
      'شکایت ارجاع شده است',
      'این شکایت به نهادی بیرونی ارجاع شده است. آن را خارج از حوزه ببندید یا از سرپرست بخواهید بازگشایی کند.',
    ],
  ),
  'already-acknowledged': refused(
    [
      'Already acknowledged',
      'The complaint was acknowledged before, through another channel. Add a note if it was acknowledged once more.',
    ],
    [
      'دریافت پیش‌تر اعلام شده است',
      'دریافت این شکایت پیش‌تر از راه دیگری به شاکی اعلام شده است. اگر دوباره اعلام کرده‌اید، یادداشتی بیفزایید.',
    ],
  ),
  'not-assessed': refused(
    ['Not assessed yet', 'The complaint has no assessment. Assess it first.'],
    ['هنوز ارزیابی نشده است', 'این شکایت ارزیابی نشده است. نخست آن را ارزیابی کنید.'],
  ),
  'no-response-proposed': refused(
    ['No response proposed', 'There is no response waiting for approval. Propose one first.'],
    ['پاسخی پیشنهاد نشده است', 'پاسخی در انتظار تأیید نیست. نخست پاسخی پیشنهاد کنید.'],
  ),
  'approver-is-proposer': refused(
    ['Approver is the proposer', 'You proposed this response, so another supervisor must approve or return it.'],
    [
      'تأییدکننده همان پیشنهاددهنده است',
      'این پاسخ را خودتان پیشنهاد کرده‌اید؛ سرپرست دیگری باید آن را تأیید کند یا برگرداند.',
    ],
  ),
  'response-already-approved': refused(
    ['Response already approved', 'The response was approved already. Communicate the decision to the complainant.'],
    ['پاسخ پیش‌تر تأیید شده است', 'پاسخ تأیید شده است. تصمیم را به شاکی ابلاغ کنید.'],
  ),
  'response-not-approved': refused(
    ['Response not approved', 'There is no approved response. Have one approved before the decision is communicated.'],
    ['پاسخ تأیید نشده است', 'پاسخ تأییدشده‌ای وجود ندارد. پیش از ابلاغ تصمیم، پاسخ باید تأیید شود.'],
  ),
  'decision-already-communicated': refused(
    [
      'Decision already communicated',
      'The decision was communicated already. Wait for the complainant, or record their answer.',
    ],
    ['تصمیم پیش‌تر ابلاغ شده است', 'تصمیم ابلاغ شده است. منتظر شاکی بمانید یا پاسخ او را ثبت کنید.'],
  ),
  'decision-not-communicated': refused(
    ['Decision not communicated', 'No decision was communicated yet. Communicate it first.'],
    ['تصمیم ابلاغ نشده است', 'هنوز تصمیمی ابلاغ نشده است. نخست آن را ابلاغ کنید.'],
  ),
  'decision-already-accepted': refused(
    [
      'Decision already accepted',
      'The complainant has accepted, so nothing is decided or rejected any more. A supervisor can reopen the complaint after closing.',
    ],
    [
      'تصمیم پیش‌تر پذیرفته شده است',
      'شاکی پذیرفته است و دیگر چیزی برای تصمیم یا رد نیست. پس از بسته شدن، سرپرست می‌تواند شکایت را بازگشایی کند.',
    ],
  ),
  'decision-already-rejected': refused(
    [
      'Decision already rejected',
      'The decision was rejected before, in other words. Add what is new as information, or lodge an appeal.',
    ],
    [
      'تصمیم پیش‌تر رد شده است',
      'این تصمیم پیش‌تر با توضیح دیگری رد شده است. آنچه تازه است را به‌صورت اطلاعات تکمیلی بیفزایید یا تجدیدنظر بخواهید.',
    ],
  ),
  'decision-not-accepted': refused(
    [
      'Decision not accepted',
      'Closing as resolved needs an accepted decision. Record the acceptance first, or choose another outcome.',
    ],
    [
      'تصمیم پذیرفته نشده است',
      'بستن با نتیجه حل‌شده نیاز به پذیرش تصمیم دارد. نخست پذیرش را ثبت کنید یا نتیجه دیگری برگزینید.',
    ],
  ),
  'decision-not-rejected': refused(
    [
      'Decision not rejected',
      'Closing with options exhausted needs a rejected decision. Record the rejection first, or choose another outcome.',
    ],
    [
      'تصمیم رد نشده است',
      'بستن با نتیجه پایان گزینه‌ها نیاز به رد تصمیم دارد. نخست رد را ثبت کنید یا نتیجه دیگری برگزینید.',
    ],
  ),
  'options-not-told': refused(
    [
      'Options not told',
      'Say in comment which options inside and outside the organization the complainant was told of.',
    ],
    ['گزینه‌ها گفته نشده است', 'در comment بنویسید شاکی از کدام گزینه‌های درون و بیرون سازمان آگاه شده است.'],
  ),
  'complaint-not-withdrawn': refused(
    ['Complaint not withdrawn', 'Closing as withdrawn needs a withdrawal. Record it first, or choose another outcome.'],
    [
      'شکایت پس گرفته نشده است',
      'بستن با نتیجه پس‌گرفته نیاز به ثبت انصراف دارد. نخست آن را ثبت کنید یا نتیجه دیگری برگزینید.',
    ],
  ),
  'nothing-to-correct': refused(
    [
      'Nothing to correct',
      'The correction names no detail. Send the details that were wrong with what they should say.',
    ],
    ['چیزی برای اصلاح نیست', 'در این اصلاح هیچ موردی نیامده است. موردهای نادرست را با مقدار درست آن‌ها بفرستید.'],
    422,
  ),
  'unknown-message': refused(
    [
      'Message unknown',
      'The complaint has no event of this revision. Take the revision of the message from the history.',
    ],
    ['پیام یافت نشد', 'این شکایت رویدادی با این شمارهٔ بازنگری ندارد. شمارهٔ پیام را از تاریخچه بردارید.'],
  ),
  'message-without-own-key': refused(
    [
      'Message has no key of its own',
      'Its words are sealed under the key of the whole complaint: it is no message, or older than redaction. ' +
        'Only erasing the person makes them unreadable.',
    ],
    [
      'پیام کلید جداگانه ندارد',
      'متن آن با کلید همهٔ شکایت مهر شده است: یا پیام نیست یا پیش از امکان محو پیام ثبت شده است. ' +
        'تنها حذف داده‌های شاکی آن را ناخوانا می‌کند.',
    ],
  ),
  'no-preference-stated': refused(
    ['No preference stated', 'Nothing was said of how to write to you. Send a language, a preferred channel, or both.'],
    ['ترجیحی گفته نشده است', 'دربارهٔ شیوهٔ نوشتن به شما چیزی نیامده است. زبان، راه تماس دلخواه یا هر دو را بفرستید.'],
    422,
  ),
  'complaint-not-closed': refused(
    ['Complaint not closed', 'Only a closed, withdrawn or referred complaint can be reopened. This one is open.'],
    ['شکایت بسته نیست', 'تنها شکایت بسته، پس‌گرفته یا ارجاع‌شده بازگشایی می‌شود. این شکایت باز است.'],
  ),
  'reason-missing': refused(
    ['Reason missing', 'This command needs a reason. Say in reason why it is done.'],
    ['دلیل نوشته نشده است', 'این کار نیاز به دلیل دارد. در reason بنویسید چرا انجام می‌شود.'],
    422,
  ),
  'too-many-attachments': refused(
    ['Too many files', 'A complaint has at most 20 files. Say the rest in words, or put several pages into one file.'],
    [
      'پرونده‌های پیوست بیش از اندازه است',
      'هر شکایت حداکثر ۲۰ پیوست دارد. بقیه را بنویسید یا چند صفحه را در یک پیوست بیاورید.',
    ],
  ),
  ...decisionRefusals,
  ...investigationRefusals,
  ...relationRefusals,
  ...clockRefusals,
  'notification-outcome-recorded': refused(
    ['Outcome already recorded', 'Another outcome was recorded for this message. Look at the history.'],
    ['نتیجه پیش‌تر ثبت شده است', 'برای این پیام نتیجه دیگری ثبت شده است. تاریخچه را ببینید.'],
  ),
  'subject-erased': refused(
    ['Person erased', 'The complainant was erased, so nothing personal can be added. Leave free text and reasons out.'],
    ['شاکی حذف شده است', 'داده‌های شاکی حذف شده و متن شخصی افزوده نمی‌شود. متن آزاد و دلیل را ننویسید.'],
  ),
} satisfies Record<RefusalCode | typeof SUBJECT_ERASED, ProblemKind>;
