import { refused } from './refused.js';

/** Refusals of responses, remedies and appeals (clauses 7.7 to 7.9) as people read them. */
export const decisionRefusals = {
  'too-late-for-early-resolution': refused(
    [
      'Too late to settle without a decision',
      'The time in which the policy lets a complaint be settled without a decision has passed. Propose a response, communicate the decision, then record the answer.',
    ],
    [
      'فرصت حل بدون تصمیم گذشته است',
      'مهلتی که سیاست برای حل شکایت بدون تصمیم می‌دهد گذشته است. پاسخی پیشنهاد کنید، تصمیم را ابلاغ کنید و سپس جواب شاکی را ثبت کنید.',
    ],
  ),
  'settlement-not-told': refused(
    [
      'Settlement not told',
      'No decision says what the complainant accepted. Write in comment what was done to settle the complaint.',
    ],
    [
      'چگونگی حل شکایت گفته نشده است',
      'تصمیمی نیست که بگوید شاکی چه چیزی را پذیرفته است. در comment بنویسید برای حل شکایت چه شد.',
    ],
  ),
  'unknown-remedy': refused(
    [
      'Remedy unknown',
      'The communicated decision has no remedy with this number. Count from 0 in the order of the decision.',
    ],
    ['جبران ناشناخته است', 'تصمیم ابلاغ‌شده جبرانی با این شماره ندارد. شماره‌ها به ترتیب تصمیم و از صفر است.'],
  ),
  'remedy-already-delivered': refused(
    [
      'Remedy already delivered',
      'The delivery of this remedy was recorded before, with other words. Add what shows it as evidence, or as a note.',
    ],
    [
      'جبران پیش‌تر انجام شده است',
      'انجام این جبران پیش‌تر با توضیح دیگری ثبت شده است. آنچه آن را نشان می‌دهد را به‌صورت مدرک یا یادداشت بیفزایید.',
    ],
  ),
  'remedy-not-offered': refused(
    [
      'Remedy not offered',
      'The policy of this complaint offers no remedy of the kind {kind}. Choose one of those that the policy lists.',
    ],
    [
      'این نوع جبران پیش‌بینی نشده است',
      'سیاست این شکایت جبرانی از نوع {kind} ندارد. یکی از جبران‌هایی را برگزینید که سیاست فهرست کرده است.',
    ],
  ),
  'required-step-missing': refused(
    [
      'Required step missing',
      'The policy of this complaint asks for a step first: {step}. Record it, then propose the response.',
    ],
    [
      'گام لازم انجام نشده است',
      'سیاست این شکایت پیش از پیشنهاد پاسخ گامی می‌خواهد: {step}. نخست آن را ثبت کنید، سپس پاسخ را پیشنهاد کنید.',
    ],
  ),
  'approver-lacks-authority': refused(
    [
      'Approver lacks authority',
      'The remedies exceed a limit of the policy. Ask a supervisor who also has the role {role} to approve the response.',
    ],
    [
      'اختیار تأیید کافی نیست',
      'جبران‌ها از سقف سیاست بیشتر است. از سرپرستی که نقش {role} را نیز دارد بخواهید پاسخ را تأیید کند.',
    ],
  ),
  'remedies-owed': refused(
    [
      'Remedies still owed',
      'Not every remedy that was promised is delivered. Record each delivery first, or say in comment how the rest will be delivered.',
    ],
    [
      'جبران‌ها هنوز انجام نشده است',
      'همهٔ جبران‌های وعده‌داده‌شده انجام نشده است. نخست انجام هر یک را ثبت کنید یا در comment بنویسید بقیه چگونه انجام می‌شود.',
    ],
  ),
  'no-further-stage': refused(
    [
      'No further stage',
      'The last stage inside the organization has decided. Tell the complainant of the bodies outside: {bodiesEn}.',
    ],
    ['مرحلهٔ دیگری نیست', 'آخرین مرحلهٔ درون سازمان تصمیم گرفته است. نهادهای بیرونی را به شاکی معرفی کنید: {bodiesFa}.'],
  ),
  'further-stage-open': refused(
    [
      'A further stage is open',
      'A final position comes after the last stage. Tell the complainant that they may appeal to the next one first.',
    ],
    [
      'مرحلهٔ بعدی هنوز باز است',
      'موضع نهایی پس از آخرین مرحله اعلام می‌شود. نخست به شاکی بگویید که می‌تواند به مرحلهٔ بعد اعتراض کند.',
    ],
  ),
  'appeal-pending': refused(
    [
      'Appeal already pending',
      'An appeal waits for its decision already. Add what there is to say to it as information.',
    ],
    [
      'اعتراض در حال رسیدگی است',
      'اعتراضی پیش‌تر ثبت شده و در انتظار تصمیم است. آنچه را باید گفته شود به صورت اطلاعات تکمیلی بیفزایید.',
    ],
  ),
  'decider-of-earlier-stage': refused(
    [
      'Decided in an earlier stage',
      'This stage is for somebody who has not decided on the complaint before. Assign it to another person.',
    ],
    [
      'تصمیم‌گیرندهٔ مرحلهٔ پیشین',
      'این مرحله به کسی سپرده می‌شود که پیش‌تر دربارهٔ این شکایت تصمیم نگرفته باشد. آن را به شخص دیگری بسپارید.',
    ],
  ),
  'consent-missing': refused(
    [
      'Consent missing',
      'Somebody complains for another person, who has not agreed to it. Ask them, record their consent, then communicate the decision.',
    ],
    [
      'رضایت ثبت نشده است',
      'کسی برای شخص دیگری شکایت کرده که هنوز رضایت نداده است. از او بپرسید، رضایتش را ثبت کنید، سپس تصمیم را ابلاغ کنید.',
    ],
  ),
  'not-on-behalf': refused(
    [
      'Not on behalf of anybody',
      'The complainant speaks for themselves, so there is no consent to record. If that is wrong, say so in a note.',
    ],
    [
      'شکایت به نمایندگی نیست',
      'شاکی برای خودش شکایت کرده است و رضایتی برای ثبت وجود ندارد. اگر این درست نیست، آن را در یادداشتی بنویسید.',
    ],
  ),
  'final-position-missing': refused(
    [
      'Final position missing',
      'The last stage ends with the final position of the organization. State it first, then close the complaint.',
    ],
    [
      'موضع نهایی اعلام نشده است',
      'آخرین مرحله با اعلام موضع نهایی سازمان پایان می‌یابد. نخست آن را اعلام کنید، سپس شکایت را ببندید.',
    ],
  ),
  'complaint-not-referred': refused(
    [
      'Complaint not with an outside body',
      'An outcome needs an outside body that decided. Refer the complaint first, or record the rejection of the decision.',
    ],
    ['شکایت نزد نهاد بیرونی نیست', 'نتیجه از آن نهادی بیرونی است. نخست شکایت را ارجاع دهید یا رد تصمیم را ثبت کنید.'],
  ),
  'not-settled-outside': refused(
    [
      'Outcome outside not known',
      'A complaint that was settled outside is closed once it is recorded what the outside body decided. Record that first.',
    ],
    ['نتیجهٔ نهاد بیرونی ثبت نشده است', 'پیش از بستن شکایت، نتیجهٔ رسیدگی نهاد بیرونی را ثبت کنید.'],
  ),
  'award-already-recorded': refused(
    [
      'Award recorded already',
      'The award of the outside body is recorded, and not as it is said here. Add a note about what was written wrongly.',
    ],
    [
      'رأی نهاد بیرونی پیش‌تر ثبت شده است',
      'رأی نهاد بیرونی پیش‌تر با محتوای دیگری ثبت شده است. اگر اشتباهی در آن هست، در یادداشتی توضیح دهید.',
    ],
  ),
  'award-owed': refused(
    [
      'Award not carried out',
      'What the outside body awarded is still owed. Record the delivery of each of its remedies first.',
    ],
    ['رأی نهاد بیرونی هنوز اجرا نشده است', 'نخست اجرای همهٔ جبران‌هایی را که در رأی آمده است ثبت کنید.'],
  ),
  'silence-not-lasted': refused(
    [
      'Silence has not lasted',
      'The policy does not read a meaning into this silence, or not yet. Wait, or record the answer that came.',
    ],
    [
      'سکوت به اندازهٔ لازم نبوده است',
      'سیاست از این سکوت معنایی نمی‌گیرد، یا هنوز زمان آن نرسیده است. منتظر بمانید یا پاسخی را که آمده است ثبت کنید.',
    ],
  ),
};
