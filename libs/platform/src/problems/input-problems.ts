import type { ProblemKind } from './problem-text.js';

/** What may be wrong with a request before any decision is made. */
export const inputProblems = {
  'malformed-request': {
    status: 400,
    en: { title: 'Malformed request', detail: 'The request cannot be read. Send it as the API description shows.' },
    fa: { title: 'درخواست نادرست', detail: 'درخواست خواندنی نیست. آن را مطابق راهنمای رابط بفرستید.' },
  },
  'malformed-json': {
    status: 400,
    en: { title: 'Malformed JSON', detail: 'The body is not one JSON object in UTF-8. Correct it and send it again.' },
    fa: { title: 'JSON نادرست', detail: 'بدنه درخواست یک شیء JSON با UTF-8 نیست. آن را درست کنید و دوباره بفرستید.' },
  },
  'malformed-reference': {
    status: 400,
    en: {
      title: 'Malformed reference',
      detail:
        'A reference has twelve letters and digits, such as XXXX-XXXX-XXXX, or 14 digits. Check it and try again.',
    },
    fa: {
      title: 'شماره پیگیری نادرست',
      detail: 'شماره پیگیری دوازده حرف و رقم دارد، مانند XXXX-XXXX-XXXX، یا چهارده رقم. آن را بررسی کنید.',
    },
  },
  'wrong-check-symbol': {
    status: 400,
    en: {
      title: 'Mistyped reference',
      detail: 'The reference was mistyped: its symbols do not fit together. Compare it with what you were given.',
    },
    fa: {
      title: 'اشتباه در شماره پیگیری',
      detail: 'شماره پیگیری اشتباه نوشته شده است. آن را با شماره دریافتی مقایسه کنید.',
    },
  },
  'malformed-idempotency-key': {
    status: 400,
    en: {
      title: 'Malformed Idempotency-Key',
      detail: 'Idempotency-Key must be 1 to 255 visible ASCII characters, for example a UUID.',
    },
    fa: {
      title: 'Idempotency-Key نادرست',
      detail: 'Idempotency-Key باید ۱ تا ۲۵۵ نویسه دیدنی ASCII باشد، برای نمونه یک UUID.',
    },
  },
  'malformed-if-match': {
    status: 400,
    en: {
      title: 'Malformed If-Match',
      detail: 'If-Match must be one quoted revision, as an ETag gave it, for example "3".',
    },
    fa: {
      title: 'If-Match نادرست',
      detail: 'If-Match باید یک شماره نگارش در گیومه باشد، همان‌گونه که ETag داده است، برای نمونه "3".',
    },
  },
  'invalid-field': {
    status: 422,
    en: {
      title: 'Invalid field',
      detail: 'Some fields are not as they must be. See errors, correct them and send the request again.',
    },
    fa: {
      title: 'مقدار نادرست',
      detail: 'برخی مقدارها درست نیستند. errors را ببینید، آن‌ها را درست کنید و دوباره بفرستید.',
    },
  },
  'unknown-field': {
    status: 422,
    en: {
      title: 'Unknown field',
      detail: 'Some fields are not known here. See errors, remove or rename them and send the request again.',
    },
    fa: {
      title: 'فیلد ناشناخته',
      detail: 'برخی فیلدها در اینجا شناخته نیستند. errors را ببینید و آن‌ها را بردارید یا نامشان را درست کنید.',
    },
  },
  'too-many-fields': {
    status: 422,
    en: {
      title: 'Too many fields',
      detail:
        'The request has more fields, entries or levels than any request here needs. See errors for the place, and send fewer at once.',
    },
    fa: {
      title: 'فیلدها بیش از اندازه‌اند',
      detail:
        'شمار فیلدها، موردها یا لایه‌های درخواست بیش از نیاز هر درخواستی است. جای آن را در errors ببینید و کمتر بفرستید.',
    },
  },
  'nul-in-text': {
    status: 422,
    en: {
      title: 'NUL in a text',
      detail: 'A text holds the character NUL (U+0000), which cannot be kept. See errors for the place, and remove it.',
    },
    fa: {
      title: 'نویسهٔ NUL در متن',
      detail: 'متنی نویسهٔ NUL (U+0000) دارد که نگه‌داشتنی نیست. جای آن را در errors ببینید و آن را بردارید.',
    },
  },
  'staff-only-field': {
    status: 422,
    en: {
      title: 'Field for staff only',
      detail: 'Only staff may set this field. Leave it out, or send the token of a staff member.',
    },
    fa: {
      title: 'ویژهٔ کارکنان',
      detail: 'تنها کارکنان می‌توانند این خانه را پر کنند. آن را نفرستید، یا توکن کارمند را همراه کنید.',
    },
  },
  'one-moment-only': {
    status: 422,
    en: { title: 'Two moments at once', detail: 'Give either "at" or "atRevision", not both.' },
    fa: { title: 'دو زمان هم‌زمان', detail: 'یا «at» را بدهید یا «atRevision» را، نه هر دو.' },
  },
  'revision-unknown': {
    status: 404,
    en: {
      title: 'No such revision yet',
      detail: 'The complaint is at revision {actual}. Ask for that one or an earlier one.',
    },
    fa: { title: 'چنین نگارشی هنوز نیست', detail: 'شکایت در نگارش {actual} است. همان یا نگارشی پیش از آن را بخواهید.' },
  },
  'tracking-refused': {
    status: 404,
    en: {
      title: 'No complaint with this reference and code',
      detail: 'Reference and tracking code do not belong together. Compare both with what you were given.',
    },
    fa: {
      title: 'شکایتی با این شماره و رمز نیست',
      detail: 'شمارهٔ پیگیری و رمز پیگیری با هم جور نیستند. هر دو را با آنچه دریافت کرده‌اید مقایسه کنید.',
    },
  },
  'idempotency-key-reused': {
    status: 422,
    en: {
      title: 'Idempotency-Key reused',
      detail: 'This Idempotency-Key was used with another content. Use a new key for a new command.',
    },
    fa: {
      title: 'Idempotency-Key تکراری',
      detail: 'این Idempotency-Key با محتوای دیگری به کار رفته است. برای فرمان تازه کلید تازه به کار ببرید.',
    },
  },
  'invalid-cursor': {
    status: 400,
    en: {
      title: 'Invalid query',
      detail: 'The cursor or a filter does not belong to this query. Begin again without a cursor.',
    },
    fa: {
      title: 'پرسش نادرست',
      detail: 'نشانگر صفحه یا پالایه به این پرسش تعلق ندارد. بدون نشانگر از آغاز شروع کنید.',
    },
  },
  unauthenticated: {
    status: 401,
    en: {
      title: 'Not authenticated',
      detail: 'A valid token is needed. Send it as Authorization: Bearer <token>; get a new one when it has expired.',
    },
    fa: {
      title: 'احراز هویت نشده',
      detail: 'توکن معتبر لازم است. آن را با Authorization: Bearer بفرستید؛ اگر منقضی شده توکن تازه بگیرید.',
    },
  },
  forbidden: {
    status: 403,
    en: {
      title: 'Not allowed',
      detail: 'Your roles do not allow this. Ask someone whose role does, or an administrator for the role.',
    },
    fa: {
      title: 'مجاز نیستید',
      detail: 'نقش شما این کار را مجاز نمی‌کند. از دارنده نقش لازم یا مدیر سامانه کمک بگیرید.',
    },
  },
  'not-found': {
    status: 404,
    en: { title: 'Not found', detail: 'There is nothing here, or nothing that you may see. Check the address.' },
    fa: { title: 'یافت نشد', detail: 'در این نشانی چیزی نیست یا شما آن را نمی‌بینید. نشانی را بررسی کنید.' },
  },
  'method-not-allowed': {
    status: 405,
    en: { title: 'Method not allowed', detail: 'This address does not answer this method. See the API description.' },
    fa: { title: 'روش مجاز نیست', detail: 'این نشانی به این روش پاسخ نمی‌دهد. راهنمای رابط را ببینید.' },
  },
  'revision-mismatch': {
    status: 412,
    en: {
      title: 'Changed in the meantime',
      detail: 'The complaint is at revision {actual}, not at the one in If-Match. Read it again and decide again.',
    },
    fa: {
      title: 'در این میان تغییر کرده است',
      detail: 'شکایت در نگارش {actual} است، نه نگارش If-Match. آن را دوباره بخوانید و تصمیم بگیرید.',
    },
  },
  'body-too-large': {
    status: 413,
    en: { title: 'Body too large', detail: 'The body is larger than 1 MB. Send less at once.' },
    fa: { title: 'بدنه بزرگ است', detail: 'بدنه درخواست بزرگ‌تر از یک مگابایت است. کوتاه‌تر بفرستید.' },
  },
  'address-too-long': {
    status: 414,
    en: { title: 'Address too long', detail: 'A part of the address is too long. Shorten it.' },
    fa: { title: 'نشانی بلند است', detail: 'بخشی از نشانی بیش از اندازه بلند است. آن را کوتاه کنید.' },
  },
  'unsupported-media-type': {
    status: 415,
    en: { title: 'Unsupported media type', detail: 'Send the body as Content-Type: application/json.' },
    fa: { title: 'نوع رسانه پشتیبانی نمی‌شود', detail: 'بدنه را با Content-Type: application/json بفرستید.' },
  },
  'unsupported-content-encoding': {
    status: 415,
    en: {
      title: 'Unsupported Content-Encoding',
      detail: 'The body is compressed or otherwise encoded. Send it as it is, without Content-Encoding.',
    },
    fa: {
      title: 'Content-Encoding پشتیبانی نمی‌شود',
      detail: 'بدنه فشرده یا به‌گونه‌ای دیگر رمزگذاری شده است. آن را بدون Content-Encoding بفرستید.',
    },
  },
  'unsupported-charset': {
    status: 415,
    en: { title: 'Unsupported charset', detail: 'JSON is read in UTF-8 only. Send it so, and leave charset out.' },
    fa: {
      title: 'charset پشتیبانی نمی‌شود',
      detail: 'JSON تنها با UTF-8 خوانده می‌شود. آن را با UTF-8 و بدون charset بفرستید.',
    },
  },
  'rate-limited': {
    status: 429,
    en: {
      title: 'Too many attempts',
      detail: 'There were too many attempts. Wait {retryAfterSeconds} seconds and try again.',
    },
    fa: {
      title: 'تلاش بیش از اندازه',
      detail: 'شمار تلاش‌ها بیش از اندازه بود. {retryAfterSeconds} ثانیه صبر کنید و دوباره تلاش کنید.',
    },
  },
} satisfies Record<string, ProblemKind>;
