import { refused } from './refused.js';

/** Why a clock cannot be paused, lengthened or counted otherwise, and what to do instead. */
export const clockRefusals = {
  'clock-unknown': refused(
    ['Clock unknown', 'The policy of this complaint has no such clock. Choose one of those that the case shows.'],
    ['مهلت ناشناخته است', 'در سیاست این شکایت چنین مهلتی نیست. یکی از مهلت‌های پرونده را انتخاب کنید.'],
  ),
  'clock-not-pausable': refused(
    [
      'Clock cannot be paused',
      'The policy does not let this clock stand still. Ask for an extension if it allows one.',
    ],
    ['این مهلت توقف‌پذیر نیست', 'سیاست، توقف این مهلت را اجازه نمی‌دهد. اگر تمدید مجاز است، تمدید بخواهید.'],
  ),
  'clock-not-running': refused(
    ['Clock not running', 'The clock was met, has ended or has not begun. Look at the clocks of the case.'],
    ['مهلت در جریان نیست', 'این مهلت رعایت شده، پایان یافته یا هنوز آغاز نشده است. مهلت‌های پرونده را ببینید.'],
  ),
  'clock-not-paused': refused(
    ['Clock not paused', 'No such clock stands still. There is nothing to resume.'],
    ['مهلت متوقف نیست', 'چنین مهلتی متوقف نشده است؛ چیزی برای ازسرگیری نیست.'],
  ),
  'reason-not-allowed': refused(
    [
      'Reason not allowed',
      'The policy does not allow this for that reason. Give one of the words that it lists for the clock.',
    ],
    ['دلیل پذیرفته نیست', 'سیاست این کار را به این دلیل اجازه نمی‌دهد. یکی از واژه‌های آن را برای این مهلت بنویسید.'],
  ),
  'deadline-passed': refused(
    [
      'Deadline passed',
      'The clock is past its due, and nothing can lengthen it any more. Act on the complaint at once.',
    ],
    ['مهلت گذشته است', 'این مهلت گذشته است و دیگر بیشتر نمی‌شود. بی‌درنگ به شکایت رسیدگی کنید.'],
  ),
  'extension-not-allowed': refused(
    ['Extension not allowed', 'The policy gives this clock no extension. Act on the complaint before it is due.'],
    ['تمدید مجاز نیست', 'سیاست برای این مهلت تمدیدی نمی‌دهد. پیش از سررسید به شکایت رسیدگی کنید.'],
  ),
  'extension-used-up': refused(
    [
      'Extension used up',
      'The clock has had every extension that the policy gives. Act on the complaint before it is due.',
    ],
    [
      'تمدیدها به پایان رسیده‌اند',
      'همه تمدیدهای سیاست برای این مهلت به کار رفته‌اند. پیش از سررسید به شکایت رسیدگی کنید.',
    ],
  ),
  'holding-reply-not-allowed': refused(
    [
      'Holding reply not allowed',
      'The policy has no second limit for this clock. Act on the complaint before it is due.',
    ],
    ['پاسخ موقت مجاز نیست', 'سیاست برای این مهلت حد دومی ندارد. پیش از سررسید به شکایت رسیدگی کنید.'],
  ),
  'holding-reply-sent': refused(
    [
      'Holding reply sent',
      'A holding reply was sent, and there is one only. Act on the complaint before its second limit.',
    ],
    ['پاسخ موقت فرستاده شده است', 'پاسخ موقت تنها یک بار ممکن است. پیش از حد دوم به شکایت رسیدگی کنید.'],
  ),
  'calendar-unknown': refused(
    [
      'Calendar unknown',
      'No calendar of this version ships. Say which holidays it adds to or takes out of the one before.',
    ],
    ['تقویم ناشناخته است', 'تقویمی با این نسخه همراه سامانه نیست. بگویید چه تعطیلاتی افزوده یا برداشته می‌شود.'],
  ),
  'calendar-faulty': refused(
    [
      'Calendar faulty',
      'With these days it would be no calendar. Give dates that exist, within the years that it covers.',
    ],
    ['تقویم نادرست است', 'با این روزها تقویم درستی به دست نمی‌آید. تاریخ‌های موجود و در بازه تقویم بنویسید.'],
  ),
  'calendar-not-later': refused(
    [
      'Calendar not a later version',
      'Open clocks can only go over to a later version of the calendar by which they count.',
    ],
    ['تقویم نسخه بعدی نیست', 'مهلت‌های باز تنها می‌توانند به نسخه بعدی همان تقویم بروند.'],
  ),
  'deadlines-unrecorded': refused(
    [
      'Deadlines not recorded yet',
      'Something fell due and is about to be recorded by the calendar of its day. Send this again in a moment.',
    ],
    ['مهلت‌ها هنوز ثبت نشده‌اند', 'چیزی سررسید شده و با تقویم همان روز در حال ثبت است. کمی بعد دوباره بفرستید.'],
  ),
};
